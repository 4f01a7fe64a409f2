/** to = from; they may overlap. */
export function moveBytes(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** to = 0. */
export function clearBytes(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

/**
 * The outermost pixels of a map [rows, rowBytes] = 0: its first and last row, and in each row the
 * first and the last pixel.
 */
export function clearBorder(to: usize, rows: usize, rowBytes: usize, pixelBytes: usize): void {
  memory.fill(to, 0, rowBytes + pixelBytes);
  // The last pixel of a row and the first of the next one are neighbours.
  const end = to + (rows - 1) * rowBytes;
  for (to += 2 * rowBytes - pixelBytes; to < end; to += rowBytes) {
    for (let k: usize = 0; k < 2 * pixelBytes; k += 16) v128.store(to + k, i64x2(0, 0));
  }
  memory.fill(end - pixelBytes, 0, rowBytes + pixelBytes);
}
