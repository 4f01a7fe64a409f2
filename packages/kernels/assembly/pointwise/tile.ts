/** Of a tile: float32 sums stay short. */
const MOST: usize = 128;

/** Of a tile: the filter is read often enough. */
const LEAST: usize = 32;

/**
 * Pixels of a forward tile: about 2048 values of the input (8 KiB), so that loading one tile and
 * multiplying it take turns quickly and memory never rests for long.
 */
export function forwardTile(inChannels: usize): usize {
  return tile(2048, inChannels, LEAST);
}

/**
 * Pixels of a backward tile: about 8192 values of the wider side (32 KiB, the first cache). A
 * column of pixels that are a multiple of 1 KiB apart falls into four sets of that cache, 32 lines;
 * half as many pixels leave room for the other side.
 */
export function backwardTile(inChannels: usize, outChannels: usize): usize {
  const wider = max<usize>(inChannels, outChannels);
  return tile(8192, wider, wider % 256 ? LEAST : LEAST / 2);
}

// @ts-ignore: decorator
@inline
function tile(values: usize, channels: usize, least: usize): usize {
  return min<usize>(MOST, max<usize>(least, (values / max<usize>(channels, 1)) & ~3));
}
