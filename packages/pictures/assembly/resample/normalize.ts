// Bytes to float32 by a table of all values that there are, which is exact in any arithmetic.

const CHANNEL_TABLE: usize = 256 * 4;

/**
 * @param table f32 [3, 256], by the network's channels
 * @param bgr whether blue comes first in `values`
 */
export function normalize(
  pixels: usize, length: usize, table: usize, bgr: bool, values: usize,
): void {
  const from: usize = bgr ? 2 : 0;
  const to: usize = 2 - from;
  for (const end = pixels + length; pixels < end; pixels += 3, values += 12) {
    store<f32>(values, lookUp(table, pixels + from));
    store<f32>(values, lookUp(table + CHANNEL_TABLE, pixels + 1), 4);
    store<f32>(values, lookUp(table + 2 * CHANNEL_TABLE, pixels + to), 8);
  }
}

// @ts-ignore: decorator
@inline
function lookUp(table: usize, pixel: usize): f32 {
  return load<f32>(table + 4 * <usize>load<u8>(pixel));
}
