import { type Arrays, fold, type Network, type Size } from '@mobilenext/core';
import {
  bestInstructionSet,
  compileKernels,
  type InstructionSet,
  instantiateKernels,
} from '@mobilenext/kernels';
import { type Crew, startCrew } from './crew/crew.js';
import { badPictures, badThreads, disposed, noMemory, noSharedMemory } from './errors.js';
import { type Plan, planNetwork } from './plan/plan-network.js';
import { writePicture } from './write-picture.js';

export interface CompileOptions {
  readonly network: Network;
  /** PyTorch's keys, filters OIHW, batch norm not folded. */
  readonly weights: Arrays;
  /** Of the pictures, in pixels. */
  readonly input: Size;
  /** The fastest that the engine has, unless given. */
  readonly instructionSet?: InstructionSet;
  /**
   * Threads, unless given 1. A single picture is split among them, of several each takes its own.
   * A page needs to be cross-origin isolated for it.
   */
  readonly threads?: number;
  /** Bytes of a wide map that are worked on at a time; for measuring. */
  readonly tileBytes?: number;
}

/** A network that is ready to run. */
export interface Model {
  readonly network: Network;
  readonly input: Size;
  readonly threads: number;
  /** Bytes of WebAssembly memory. */
  readonly memoryBytes: number;
  /**
   * Logits of some pictures: [n, H, W, C] normalised, row-major -> [n, classes], in a new array.
   *
   * @throws {RuntimeError} `INPUT` if the length is not a whole number of pictures; `THREADS`,
   * `DISPOSED`.
   */
  run(imagesNhwc: Float32Array): Float32Array<ArrayBuffer>;
  /** Gives memory and threads back. */
  dispose(): void;
}

const PAGE = 65536;
/** Pictures that the classifier takes at once, so that its filter is fetched once for all. */
const CLASSIFIER_BATCH = 16;
/** A quarter of a second cache of 1 MiB, as a segment has several maps. */
const TILE_BYTES = 256 * 1024;
/** Jobs of a crew. */
const [ALONE, TOGETHER] = [0, 1];

/**
 * Folds batch norm, packs the filters and writes the whole network down as one call of our kernels.
 *
 * @example
 * const network = mobileNeXt({ width: 0.35 });
 * const model = await compile({ network, weights, input: { height: 224, width: 224 } });
 * const logits = model.run(images); // images [n, 224, 224, 3], logits [n, 1000]
 *
 * @throws {RuntimeError} `INPUT`, `MEMORY`, `THREADS`
 * @throws {CoreError} `STATE` if a tensor is missing or has another size.
 */
export async function compile(options: CompileOptions): Promise<Model> {
  const { network, weights, input, instructionSet = bestInstructionSet(), threads = 1 } = options;
  if (!Number.isInteger(threads) || threads < 1) throw badThreads(threads);
  const plan = planNetwork({
    ...{ network, input, threads, classifierBatch: CLASSIFIER_BATCH },
    folded: fold(network, weights),
    tileBytes: options.tileBytes ?? TILE_BYTES,
  });
  const memory = allocate(plan.bytes, threads > 1, network.name);
  writeConstants(memory, plan);
  const kernels = await instantiateKernels(memory, instructionSet);
  const crew =
    threads > 1 ? await crewOf(plan, memory, instructionSet, kernels.runProgram) : undefined;

  const { classifier } = plan;
  const { numClasses } = network.classifier;
  const channels = network.chains[0].inChannels;
  const pictureLength = input.height * input.width * channels;
  const floats = new Float32Array(memory.buffer);
  let isDisposed = false;

  /** Features of pictures, as many as there are threads or one. */
  const runPictures = (images: Float32Array, count: number): void => {
    const plans = count > 1 ? plan.alone : [plan.together];
    for (let t = 0; t < count; t++) {
      const values = images.subarray(t * pictureLength, (t + 1) * pictureLength);
      writePicture(floats, values, plans[t].picture, channels);
    }
    if (crew) crew.run(count > 1 ? ALONE : TOGETHER);
    else plan.together.phases[0].forEach((phase) => kernels.runProgram(phase));
  };
  /** Pictures `from` up to, not including, `to`, which the classifier takes at once. */
  const runBatch = (images: Float32Array, from: number, to: number): Float32Array => {
    for (let n = from; n < to; ) {
      const count = to - n >= threads ? threads : 1;
      runPictures(images.subarray(n * pictureLength, (n + count) * pictureLength), count);
      for (let t = 0; t < count; t++, n++) {
        const features = (count > 1 ? plan.alone[t] : plan.together).features / 4;
        const place = classifier.x / 4 + (n - from) * classifier.inChannels;
        floats.copyWithin(place, features, features + classifier.inChannels);
      }
    }
    kernels.packedLinear({ ...classifier, batch: to - from });
    return floats.subarray(
      classifier.y / 4,
      classifier.y / 4 + (to - from) * classifier.outChannels,
    );
  };

  return {
    network,
    input,
    threads,
    memoryBytes: memory.buffer.byteLength,
    run(images) {
      if (isDisposed) throw disposed(network.name);
      const count = images.length / pictureLength;
      if (!Number.isInteger(count)) {
        throw badPictures(images.length, [input.height, input.width, channels]);
      }
      const logits = new Float32Array(count * numClasses);
      for (let from = 0; from < count; from += CLASSIFIER_BATCH) {
        const to = Math.min(from + CLASSIFIER_BATCH, count);
        const padded = runBatch(images, from, to);
        for (let n = from; n < to; n++) {
          const row = (n - from) * classifier.outChannels;
          logits.set(padded.subarray(row, row + numClasses), n * numClasses);
        }
      }
      return logits;
    },
    dispose() {
      if (!isDisposed) crew?.dispose();
      isDisposed = true;
    },
  };
}

function allocate(bytes: number, shared: boolean, network: string): WebAssembly.Memory {
  if (shared && typeof SharedArrayBuffer === 'undefined') throw noSharedMemory();
  const pages = Math.ceil(bytes / PAGE);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (cause) {
    throw noMemory(bytes, network, cause);
  }
}

function writeConstants(memory: WebAssembly.Memory, { constants }: Plan): void {
  for (const { pointer, values } of constants) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
  }
}

async function crewOf(
  plan: Plan,
  memory: WebAssembly.Memory,
  instructionSet: InstructionSet,
  runProgram: (phase: { readonly program: number; readonly calls: number }) => void,
): Promise<Crew> {
  return startCrew({
    module: await compileKernels(memory, instructionSet),
    ...{ memory, control: plan.control, threads: plan.alone.length, runProgram },
    jobs: [plan.alone.map(({ phases }) => phases[0]), plan.together.phases],
  });
}
