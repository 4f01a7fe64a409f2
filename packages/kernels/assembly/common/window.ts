// The three rows that a 3x3 convolution looks at, with their padding of one pixel on both sides.
// Rows are copied in once, in order, and activated on the way; rows above and below the map are
// one common row of zeros.
//
// Layout of `window`: three u32 addresses of padded rows, 4 bytes unused, the row of zeros, three
// slots. A padded row is [1 + width + 1, C]; row i of the map lives in slot i % 3.

const HEADER: usize = 16;

export function paddedBytes(width: usize, pixelBytes: usize): usize {
  return (width + 2) * pixelBytes;
}

export function windowBytes(width: usize, pixelBytes: usize): usize {
  return HEADER + 4 * paddedBytes(width, pixelBytes);
}

export function clearWindow(window: usize, width: usize, pixelBytes: usize): void {
  memory.fill(window, 0, windowBytes(width, pixelBytes));
}

/** Where the first pixel (not the padding) of a row of the map belongs. */
export function rowInWindow(window: usize, row: usize, width: usize, pixelBytes: usize): usize {
  return window + HEADER + (1 + (row % 3)) * paddedBytes(width, pixelBytes) + pixelBytes;
}

/** Points the three addresses at row `middle` and its neighbours. */
export function pointWindow(
  window: usize, middle: usize, height: usize, width: usize, pixelBytes: usize,
): void {
  for (let r: usize = 0; r < 3; r++) {
    // The row above the first is a huge unsigned number and so not within the map either.
    const row = middle + r - 1;
    const padded = row < height
      ? rowInWindow(window, row, width, pixelBytes) - pixelBytes
      : window + HEADER;
    store<u32>(window + r * 4, <u32>padded);
  }
}

/** The address of the padded row r (0 to 2) that the window looks at. */
// @ts-ignore: decorator
@inline
export function windowRow(window: usize, r: usize): usize {
  return load<u32>(window + r * 4);
}

/** Pixels of a map's side after a 3x3 convolution padded by one. */
// @ts-ignore: decorator
@inline
export function strided(size: usize, stride: usize): usize {
  return (size - 1) / stride + 1;
}
