import { type Arrays, fold, type Network, type Size } from '@mobilenext/core';
import { bestInstructionSet, type InstructionSet, instantiateKernels } from '@mobilenext/kernels';
import { badPictures, disposed, noMemory } from './errors.js';
import { rowPointer } from './plan/feature-map.js';
import { planNetwork } from './plan/plan-network.js';

export interface CompileOptions {
  readonly network: Network;
  /** PyTorch's keys, filters OIHW, batch norm not folded. */
  readonly weights: Arrays;
  /** Of the pictures, in pixels. */
  readonly input: Size;
  /** The fastest that the engine has, unless given. */
  readonly instructionSet?: InstructionSet;
  readonly tileBytes?: number;
}

/** A network that is ready to run. It owns memory: `dispose()` frees it. */
export interface Model {
  readonly network: Network;
  readonly input: Size;
  /** Bytes of WebAssembly memory. */
  readonly memoryBytes: number;
  /**
   * Logits of some pictures: [n, H, W, C] normalised, row-major -> [n, classes], in a new array.
   *
   * @throws {RuntimeError} `INPUT` if the length is not a whole number of pictures, `DISPOSED`.
   */
  run(imagesNhwc: Float32Array): Float32Array<ArrayBuffer>;
  dispose(): void;
}

const PAGE = 65536;
const CLASSIFIER_BATCH = 16;
const DEFAULT_TILE_BYTES = 256 * 1024;

/**
 * Folds batch norm, packs the filters and writes the whole network down as one call of our kernels.
 *
 * @throws {RuntimeError} `MEMORY`
 * @throws {CoreError} `STATE` if a tensor is missing.
 */
export async function compile(options: CompileOptions): Promise<Model> {
  const { network, weights, input, instructionSet = bestInstructionSet() } = options;
  const plan = planNetwork({
    network,
    folded: fold(network, weights),
    input,
    classifierBatch: CLASSIFIER_BATCH,
    tileBytes: options.tileBytes ?? DEFAULT_TILE_BYTES,
  });
  let memory: WebAssembly.Memory | undefined = allocate(plan.bytes, network.name);
  const kernels = await instantiateKernels(memory, instructionSet);
  for (const { pointer, values } of plan.constants) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
  }
  const { picture, classifier, features } = plan;
  const { numClasses } = network.classifier;
  const rowLength = input.width * picture.channels;
  const channels = network.chains[0].inChannels;
  const pictureLength = input.height * input.width * channels;
  const memoryBytes = memory.buffer.byteLength;

  return {
    network,
    input,
    memoryBytes,
    run(images) {
      if (!memory) throw disposed(network.name);
      const count = images.length / pictureLength;
      if (!Number.isInteger(count)) {
        throw badPictures(images.length, [input.height, input.width, channels]);
      }
      const floats = new Float32Array(memory.buffer);
      const logits = new Float32Array(count * numClasses);
      const featureLength = classifier.options.inChannels;
      const { outChannels } = classifier.options;
      for (let start = 0; start < count; start += CLASSIFIER_BATCH) {
        const n = Math.min(CLASSIFIER_BATCH, count - start);
        for (let i = n - 1; i >= 0; i--) {
          const from = (start + i) * pictureLength;
          for (let row = 0; row < input.height; row++) {
            const values = images.subarray(from + row * rowLength, from + (row + 1) * rowLength);
            const to = rowPointer(picture, row + (picture.hasBorder ? 1 : 0));
            floats.set(values, to / 4);
          }
          kernels.runProgram({ program: plan.program.pointer, calls: plan.program.calls });
          if (i > 0) {
            floats.copyWithin(features / 4 + i * featureLength, features / 4, features / 4 + featureLength);
          }
        }
        kernels.packedLinear({ ...classifier.options, batch: n });
        for (let i = 0; i < n; i++) {
          const from = classifier.options.y / 4 + i * outChannels;
          logits.set(floats.subarray(from, from + numClasses), (start + i) * numClasses);
        }
      }
      return logits;
    },
    dispose() {
      memory = undefined;
    },
  };
}

function allocate(bytes: number, network: string): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw noMemory(bytes, network, cause);
  }
}
