import type { Picture } from '../resample/picture.js';
import { otherSize } from '../errors.js';
import { checkFactor } from './check.js';
import * as kernels from './kernels.js';

/**
 * Mixes two pictures of one size; `factor` 0 gives `first`, 1 `second`, others extrapolate.
 * Pillow's `Image.blend`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` if the sizes differ or `factor` is not finite
 */
export function blend(first: Picture, second: Picture, factor: number): Picture {
  checkFactor('blend factor', factor);
  const { width, height } = first;
  if (second.width !== width || second.height !== height) throw otherSize(first, second);
  return { ...first, data: kernels.blendBytes(first.data, second.data, factor) };
}
