import { type Arrays, foldNorms, type Network, type Size } from '@mobilenext/core';
import {
  bestInstructionSet,
  compileKernels,
  type InstructionSet,
  instantiateModule,
  type Kernels,
} from '@mobilenext/kernels';
import { startCrew } from './crew/crew.js';
import {
  badOption,
  badPictures,
  badThreads,
  disposed,
  givenUp,
  noMemory,
  noSharedMemory,
} from './errors.js';
import type { FoldedArrays } from './plan/folded-arrays.js';
import { type Plan, planNetwork } from './plan/plan-network.js';
import { type Machine, runBatch } from './machine.js';

export interface CompileOptions {
  readonly network: Network;
  /**
   * PyTorch's keys, filters OIHW, batch norm not folded; or what brings them, while the network is
   * planned.
   */
  readonly weights: Arrays | (() => Promise<Arrays>);
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
   * `DISPOSED`. After `THREADS` the model is disposed of.
   */
  run(imagesNhwc: Float32Array): Float32Array<ArrayBuffer>;
  /** Gives memory and threads back. */
  dispose(): void;
}

const INSTRUCTION_SETS: readonly InstructionSet[] = ['simd', 'relaxed-simd'];
const PAGE = 65536;
/** Pictures that the classifier takes at once, so that its filter is fetched once for all. */
const CLASSIFIER_BATCH = 16;
/** A quarter of a second cache of 1 MiB, as a segment has several maps. */
const TILE_BYTES = 256 * 1024;

/**
 * Folds batch norm, packs the filters and writes the whole network down as one call of our kernels.
 *
 * @example
 * const network = mobileNeXt({ width: 0.35 });
 * const model = await compile({ network, weights, input: { height: 224, width: 224 } });
 * const logits = model.run(images); // images [n, 224, 224, 3], logits [n, 1000]
 *
 * @throws {RuntimeError} `INPUT`, `MEMORY`, `THREADS`; what the bringing of weights throws.
 * @throws {CoreError} `STATE` if a tensor is missing or has another size.
 */
export async function compile(options: CompileOptions): Promise<Model> {
  const { network, input, instructionSet = bestInstructionSet(), threads = 1 } = options;
  if (!Number.isInteger(threads) || threads < 1) throw badThreads(threads);
  if (!INSTRUCTION_SETS.includes(instructionSet)) {
    throw badOption('instructionSet', instructionSet, INSTRUCTION_SETS.join(' or '));
  }
  // Together, as an engine compiles on threads of its own.
  const [module, plan, folded] = await Promise.all([
    compileKernels(threads > 1, instructionSet),
    Promise.resolve({ ...options, threads }).then(planOf),
    Promise.resolve(options).then(foldedOf),
  ]);
  const memory = allocate(plan.bytes, threads > 1, network.name);
  const kernels = await instantiateModule(module, memory);
  writeConstants(memory, plan, folded, kernels);
  const crew = await startCrew({ kernels, module, memory, control: plan.control, threads });
  let machine: Machine | undefined = { plan, crew, floats: new Float32Array(memory.buffer) };

  let failure: unknown;
  const channels = network.chains[0].inChannels;
  const picture = [input.height, input.width, channels];
  const pictureLength = picture.reduce((product, side) => product * side, 1);
  const dispose = (): void => {
    machine?.crew.dispose();
    machine = undefined;
  };
  const rowsOf = (using: Machine, batch: Float32Array): readonly Float32Array[] => {
    try {
      return runBatch(using, batch, { pictureLength, channels });
    } catch (error) {
      failure = error;
      dispose();
      throw error;
    }
  };

  return {
    network,
    input,
    threads,
    memoryBytes: memory.buffer.byteLength,
    run(images) {
      if (!machine) throw failure ? givenUp(network.name, failure) : disposed(network.name);
      const count = images.length / pictureLength;
      if (!Number.isInteger(count)) throw badPictures(images.length, picture);
      const { numClasses } = network.classifier;
      const logits = new Float32Array(count * numClasses);
      for (let from = 0; from < count; from += CLASSIFIER_BATCH) {
        const batch = images.subarray(
          from * pictureLength,
          (from + CLASSIFIER_BATCH) * pictureLength,
        );
        rowsOf(machine, batch).forEach((row, i) => {
          logits.set(row.subarray(0, numClasses), (from + i) * numClasses);
        });
      }
      return logits;
    },
    dispose,
  };
}

function planOf({
  network,
  input,
  threads,
  tileBytes = TILE_BYTES,
}: CompileOptions & { readonly threads: number }): Plan {
  return planNetwork({ network, input, threads, classifierBatch: CLASSIFIER_BATCH, tileBytes });
}

async function foldedOf({ network, weights }: CompileOptions): Promise<FoldedArrays> {
  const arrays = typeof weights === 'function' ? await weights() : weights;
  return { arrays, norms: foldNorms(network, arrays) };
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

function writeConstants(
  { buffer }: WebAssembly.Memory,
  { constants, packingRoom }: Plan,
  folded: FoldedArrays,
  kernels: Kernels,
): void {
  for (const { pointer, values } of constants) {
    if ('write' in values) {
      const to = new Float32Array(buffer, pointer, values.byteLength / 4);
      values.write(to, folded, { kernels, pointer: packingRoom });
    } else {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      new Uint8Array(buffer, pointer, bytes.length).set(bytes);
    }
  }
}
