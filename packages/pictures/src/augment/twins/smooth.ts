const { fround } = Math;
const CORNER = fround(1 / 13);
const CENTRE = fround(5 / 13);
const SIDE_ROW = [CORNER, CORNER, CORNER];
const MIDDLE_ROW = [CORNER, CENTRE, CORNER];

/** Pillow's SMOOTH filter, 3x3 and in float32; the outermost pixels stay as they are. */
export function smooth(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const output = Uint8Array.from(rgb);
  const rowBytes = 3 * width;
  for (let y = 1; y < height - 1; y++) {
    const end = (y + 1) * rowBytes - 3;
    for (let at = y * rowBytes + 3; at < end; at++) {
      let sum = fround(0.5 + threeProducts(rgb, at + rowBytes, SIDE_ROW));
      sum = fround(sum + threeProducts(rgb, at, MIDDLE_ROW));
      sum = fround(sum + threeProducts(rgb, at - rowBytes, SIDE_ROW));
      output[at] = Math.min(Math.trunc(sum), 255);
    }
  }
  return output;
}

function threeProducts(rgb: Uint8Array, at: number, [left, middle, right]: number[]): number {
  const firstTwo = fround(fround(rgb[at - 3] * left) + fround(rgb[at] * middle));
  return fround(firstTwo + fround(rgb[at + 3] * right));
}
