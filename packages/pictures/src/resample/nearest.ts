import { blankPicture, CHANNELS, type Picture } from './picture.js';
import type { Axis } from './weights.js';

/** Takes for every pixel the one that its centre falls into. */
export function nearest(picture: Picture, horizontal: Axis, vertical: Axis): Picture {
  const output = blankPicture(horizontal.outSize, vertical.outSize);
  const columns = sourcePositions(horizontal);
  const rows = sourcePositions(vertical);
  let out = 0;
  for (const row of rows) {
    for (const column of columns) {
      const at = (row * picture.width + column) * CHANNELS;
      output.data[out++] = picture.data[at];
      output.data[out++] = picture.data[at + 1];
      output.data[out++] = picture.data[at + 2];
    }
  }
  return output;
}

/** Pillow adds the scale again and again instead of multiplying; the rounding errors are kept. */
function sourcePositions({ inSize, outSize, from, to }: Axis): Int32Array {
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / outSize;
  const positions = new Int32Array(outSize);
  let position = start + scale * 0.5;
  for (let x = 0; x < outSize; x++, position += scale) {
    positions[x] = Math.min(inSize - 1, Math.trunc(position));
  }
  return positions;
}
