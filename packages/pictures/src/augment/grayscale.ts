import type { Picture } from '../resample/picture.js';
import * as kernels from './kernels.js';

/** The luma in all three channels: Pillow's `convert('L')` and back, to the bit. */
export function grayscale(picture: Picture): Picture {
  return { ...picture, data: kernels.grey(picture.data) };
}

/** The luma alone, [height, width]: Pillow's `convert('L')`. */
export function luma(picture: Picture): Uint8Array {
  return kernels.luma(picture.data);
}
