// The filter [3, 3, C] of a depthwise convolution, packed so that the nine taps of four channels
// (or of one that is left over) stand together: a kernel then finds them at constant offsets.
// Channels that start k bytes into a pixel have their taps at 9 * k.
import { QUAD } from '../common/lanes';

const TAPS: usize = 9;

export function tapsBytes(channels: usize): usize {
  return channels * TAPS * 4;
}

export function packTaps(filter: usize, taps: usize, pixelBytes: usize): void {
  for (let tap: usize = 0; tap < TAPS; tap++, filter += pixelBytes) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) copy<v128>(filter + k, place<v128>(taps, k, tap));
    for (; k < pixelBytes; k += 4) copy<f32>(filter + k, place<f32>(taps, k, tap));
  }
}

/** Packs the filter turned by 180 degrees. */
export function packReversedTaps(filter: usize, taps: usize, pixelBytes: usize): void {
  for (let tap: usize = 0; tap < TAPS; tap++, filter += pixelBytes) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) copy<v128>(filter + k, place<v128>(taps, k, 8 - tap));
    for (; k < pixelBytes; k += 4) copy<f32>(filter + k, place<f32>(taps, k, 8 - tap));
  }
}

/** filter [3, 3, C] = packed taps. */
export function unpackTaps(taps: usize, filter: usize, pixelBytes: usize): void {
  for (let tap: usize = 0; tap < TAPS; tap++, filter += pixelBytes) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) copy<v128>(place<v128>(taps, k, tap), filter + k);
    for (; k < pixelBytes; k += 4) copy<f32>(place<f32>(taps, k, tap), filter + k);
  }
}

// @ts-ignore: decorator
@inline
function place<T>(taps: usize, k: usize, tap: usize): usize {
  return taps + k * TAPS + tap * sizeof<T>();
}

// @ts-ignore: decorator
@inline
function copy<T>(from: usize, to: usize): void {
  store<T>(to, load<T>(from));
}
