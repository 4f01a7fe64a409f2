import type { Picture } from '../resample/picture.js';
import { badNumber } from '../errors.js';
import * as kernels from './kernels.js';
import type { Box } from './twins/box-blur.js';

const { fround } = Math;
const PASSES = 3;

/**
 * Blurs with the standard deviation `radius` in pixels, by three box blurs on either axis.
 * Pillow's `ImageFilter.GaussianBlur`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for a radius below 0 or above 1000
 */
export function gaussianBlur(picture: Picture, radius: number): Picture {
  if (!(radius >= 0 && radius <= 1000)) throw badNumber('blur radius', radius, 'from 0 to 1000');
  const { width, height } = picture;
  const { data } = picture;
  if (radius === 0) return { ...picture, data: Uint8Array.from(data) };
  const box = boxOf(boxRadius(radius));
  return { ...picture, data: kernels.boxBlur(data, width, height, box, PASSES) };
}

/**
 * The fractional radius of the box that, applied three times, has the variance wanted. Float32
 * between the steps. Source: Gwosdek et al., Theoretical Foundations of Gaussian Convolution by
 * Extended Box Filtering, SSVM 2011, equations 7, 11 and 14.
 */
function boxRadius(radius: number): number {
  const variance = fround(fround(fround(radius) * fround(radius)) / PASSES);
  const length = fround(Math.sqrt(12 * variance + 1));
  const whole = fround(Math.floor((length - 1) / 2));
  const numerator = fround(
    fround(2 * whole + 1) * fround(fround(whole * fround(whole + 1)) - fround(3 * variance)),
  );
  const next = fround(whole + 1);
  const denominator = fround(6 * fround(variance - fround(next * next)));
  return fround(whole + fround(numerator / denominator));
}

function boxOf(fractional: number): Box {
  const radius = Math.trunc(fractional);
  const weight = Math.trunc(fround((1 << 24) / fround(fround(fractional * 2) + 1)));
  const edgeWeight = Math.trunc(((1 << 24) - (radius * 2 + 1) * weight) / 2);
  return { radius, weight, edgeWeight };
}
