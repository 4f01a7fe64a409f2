// Pointwise convolution for inference: y[p] = act(x[p] times filter + bias), all of it in one pass.
//
// Pixels are found through tables of byte offsets, so that rows with a border, a part of a picture
// or several pictures are all the same to the inner loop, and no rest is left at the end of a row.
//
// Layout of `packed`: the activation's limits (low x 4, high x 4), then panels of sixteen output
// channels while they last, then one of eight and one of four if need be. A panel is
// [1 + Cin, width]: its bias, then its columns of the filter [Cin, Cout].
import { panel2x16 } from './f32-panel-2x16';
import { panel2x16Ahead } from './f32-panel-2x16-ahead';
import { panel4x4 } from './f32-panel-4x4';
import { panel4x8 } from './f32-panel-4x8';
import { LIMITS_BYTES } from './limits';

/** Bytes of input that several panels read one after another: half of a first cache of 32 KiB. */
const TILE_BYTES: usize = 16384;
/** With fewer pixels than this the packed filter would be fetched again too often; 14 x 14 are 196. */
const MIN_TILE_PIXELS: usize = 200;

/** Input channels of a sum at a time: of the filter, half of a first cache of 32 KiB. */
const SUM_CHANNELS: usize = 192;

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
  tile(x, xOffsets, packed, y, yOffsets, pixels, inChannels, outChannels);
}

function tile(
  x: usize, xOffsets: usize, packed: usize, y: usize, yOffsets: usize,
  pixels: usize, inChannels: usize, outChannels: usize,
): void {
  const columnBytes: usize = (1 + inChannels) * 4;
  let panel = packed + LIMITS_BYTES;
  for (; outChannels >= 16; outChannels -= 16, panel += columnBytes * 16, y += 64) {
    panel16(x, xOffsets, pixels, panel, packed, y, yOffsets, inChannels);
  }
  if (outChannels >= 8) {
    panel4x8(x, xOffsets, pixels, panel, packed, y, yOffsets, inChannels);
    outChannels -= 8;
    panel += columnBytes * 8;
    y += 32;
  }
  if (outChannels) panel4x4(x, xOffsets, pixels, panel, packed, y, yOffsets, inChannels);
}

function panel16(
  x: usize, xOffsets: usize, pixels: usize, panel: usize, limits: usize,
  y: usize, yOffsets: usize, inChannels: usize,
): void {
  if (inChannels < 48) {
    panel2x16(x, xOffsets, pixels, panel, limits, y, yOffsets, inChannels);
    return;
  }
  let filter = panel + 64;
  for (let from: usize = 0; from < inChannels; from += SUM_CHANNELS, filter += SUM_CHANNELS * 64) {
    const channels = min<usize>(SUM_CHANNELS, inChannels - from);
    const isLast = from + channels == inChannels;
    panel2x16Ahead(
      x + from * 4, xOffsets, pixels, from ? 0 : panel, filter, isLast ? limits : 0, y, yOffsets,
      channels,
    );
  }
}
