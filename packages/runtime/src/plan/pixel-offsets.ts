import type { Constants } from './constants.js';
import type { FeatureMap } from './feature-map.js';

/**
 * A table of where the pixels of some rows of a map stand, in bytes from the first: u32 [pixels].
 * Rows of the same distances share it, however many there are.
 */
export function pixelOffsets(constants: Constants, map: FeatureMap, rows: number): number {
  const { width, pixelBytes, rowBytes } = map;
  return constants.place(`offsets ${width} ${pixelBytes} ${rowBytes} ${rows}`, () => {
    const offsets = new Uint32Array(rows * width);
    for (let row = 0, i = 0; row < rows; row++) {
      for (let x = 0; x < width; x++) offsets[i++] = row * rowBytes + x * pixelBytes;
    }
    return offsets;
  });
}
