import { type Arrays, fold, type Network, type Size } from '@mobilenext/core';
import { bestInstructionSet, type InstructionSet, instantiateKernels } from '@mobilenext/kernels';
import { badPictures, disposed, noMemory } from './errors.js';
import { type FeatureMap, rowPointer } from './plan/feature-map.js';
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
  const { picture, classifier } = plan;
  const { numClasses } = network.classifier;
  const channels = network.chains[0].inChannels;
  const pictureLength = input.height * input.width * channels;
  const features = classifier.x / 4;
  const featureLength = classifier.inChannels;
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
      for (let start = 0; start < count; start += CLASSIFIER_BATCH) {
        const n = Math.min(CLASSIFIER_BATCH, count - start);
        // The last picture first, as the program leaves its features in the first place.
        for (let i = n - 1; i >= 0; i--) {
          const from = (start + i) * pictureLength;
          writePicture(floats, images.subarray(from, from + pictureLength), picture, channels);
          kernels.runProgram(plan.program);
          floats.copyWithin(features + i * featureLength, features, features + featureLength);
        }
        kernels.packedLinear({ ...classifier, batch: n });
        for (let i = 0; i < n; i++) {
          const from = classifier.y / 4 + i * classifier.outChannels;
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

/** Puts a picture [H, W, C] where the plan reads it. */
function writePicture(
  floats: Float32Array,
  values: Float32Array,
  picture: FeatureMap,
  channels: number,
): void {
  const { pointer, width, hasBorder, pixelBytes } = picture;
  if (picture.channels === channels && !hasBorder) {
    floats.set(values, pointer / 4);
    return;
  }
  for (let pixel = 0; pixel * channels < values.length; pixel++) {
    const row = rowPointer(picture, Math.floor(pixel / width) + (hasBorder ? 1 : 0));
    const to = (row + (pixel % width) * pixelBytes) / 4;
    for (let c = 0; c < channels; c++) floats[to + c] = values[pixel * channels + c];
  }
}

function allocate(bytes: number, network: string): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw noMemory(bytes, network, cause);
  }
}
