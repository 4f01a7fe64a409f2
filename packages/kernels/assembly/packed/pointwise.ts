// Pointwise convolution for inference: y[p] = act(x[p] times filter + bias), all of it in one pass.
//
// Pixels are found through tables of byte offsets, so that rows with a border, a part of a picture
// or several pictures are all the same to the inner loop, and no rest is left at the end of a row.
//
// Layout of `packed`: the activation's limits (low x 4, high x 4), then panels of sixteen output
// channels while they last, then one of eight and one of four if need be. A panel is
// [1 + Cin, width]: its bias, then its columns of the filter [Cin, Cout]. Up to 12 KiB behind `packed`
// are read ahead, never past the end of memory.
import { panel2x16 } from './f32-panel-2x16';
import { panel2x16InParts } from './f32-panel-2x16-in-parts';
import { panel4x4 } from './f32-panel-4x4';
import { panel4x8 } from './f32-panel-4x8';
import { LIMITS_BYTES } from './limits';

/** Bytes of input that several panels read one after another: half of a first cache of 32 KiB. */
const TILE_BYTES: usize = 16384;
/** With fewer pixels than this the packed filter would be fetched again too often; 14 x 14 are 196. */
const MIN_TILE_PIXELS: usize = 200;

/**
 * Input channels of a sum at a time: a filter of 12 KiB, and the one that is read ahead. On Zen 4, 960
 * input channels at 7 x 7: 51.3 GFLOPS, with 128 or 256 of them at a time 50.9 and 48.1.
 */
const PART: usize = 192;
/** Filters of fewer input channels are near anyway; reading them ahead costs 27 to 16 channels 3 to 8 %. */
const MIN_PART: usize = 48;

/**
 * x[i] stands at x + xOffsets[i], y[i] goes to y + yOffsets[i], for i < pixels. The channels of a
 * pixel are contiguous; outChannels is a multiple of four.
 */
export function packedPointwise(
  x: usize, xOffsets: usize, packed: usize, y: usize, yOffsets: usize,
  pixels: usize, inChannels: usize, outChannels: usize,
): void {
  const fitting = TILE_BYTES / (inChannels * 4);
  const step = max<usize>(MIN_TILE_PIXELS, fitting & ~3);
  for (; pixels > step; pixels -= step, xOffsets += step * 4, yOffsets += step * 4) {
    tile(x, xOffsets, packed, y, yOffsets, step, inChannels, outChannels);
  }
  if (pixels) tile(x, xOffsets, packed, y, yOffsets, pixels, inChannels, outChannels);
}

function tile(
  x: usize, xOffsets: usize, packed: usize, y: usize, yOffsets: usize,
  pixels: usize, inChannels: usize, outChannels: usize,
): void {
  const columnBytes: usize = (1 + inChannels) * 4;
  let bias = packed + LIMITS_BYTES;
  for (; outChannels >= 16; outChannels -= 16, bias += columnBytes * 16, y += 64) {
    if (inChannels < MIN_PART) {
      panel2x16(x, xOffsets, pixels, bias, packed, y, yOffsets, inChannels);
    } else {
      inParts(x, xOffsets, pixels, bias, packed, y, yOffsets, inChannels);
    }
  }
  if (outChannels >= 8) {
    panel4x8(x, xOffsets, pixels, bias, packed, y, yOffsets, inChannels);
    outChannels -= 8;
    bias += columnBytes * 8;
    y += 32;
  }
  if (outChannels) panel4x4(x, xOffsets, pixels, bias, packed, y, yOffsets, inChannels);
}

/** A panel of sixteen channels, so many input channels at a time that the filter stays near. */
function inParts(
  x: usize, xOffsets: usize, pixels: usize, bias: usize, limits: usize,
  y: usize, yOffsets: usize, inChannels: usize,
): void {
  let start = bias;
  let filter = bias + 64;
  for (; inChannels > PART; inChannels -= PART, x += PART * 4, filter += PART * 64) {
    panel2x16InParts(x, xOffsets, pixels, start, filter, 0, y, yOffsets, PART);
    start = 0;
  }
  panel2x16InParts(x, xOffsets, pixels, start, filter, limits, y, yOffsets, inChannels);
}
