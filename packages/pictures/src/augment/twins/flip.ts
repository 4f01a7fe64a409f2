/** Left becomes right. */
export function flipRows(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const output = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + width - 1 - x);
      output.set(rgb.subarray(from, from + 3), 3 * (y * width + x));
    }
  }
  return output;
}
