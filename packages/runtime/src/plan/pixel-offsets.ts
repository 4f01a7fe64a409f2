import type { Constants } from './constants.js';
import type { FeatureMap } from './feature-map.js';

/**
 * A table of where the pixels of some rows of a map stand, in bytes from the first: u32 [pixels].
 * Rows of the same distances share it, however many there are.
 */
export function pixelOffsets(constants: Constants, map: FeatureMap, rows: number): number {
  const { width, pixelBytes, rowBytes } = map;
  return constants.place(`offsets ${width} ${pixelBytes} ${rowBytes} ${rows}`, () =>
    Uint32Array.from(
      { length: rows * width },
      (_, i) => Math.floor(i / width) * rowBytes + (i % width) * pixelBytes,
    ),
  );
}
