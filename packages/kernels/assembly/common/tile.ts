/**
 * Pixels whose sums are taken together in float32: enough to make merging cheap, few enough to
 * stay in the first cache and to keep rounding small.
 */
export const TILE_PIXELS: usize = 64;
