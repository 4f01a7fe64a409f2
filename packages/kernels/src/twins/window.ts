/** The sizes of pictures that a 3x3 convolution padded by one walks. */
export interface WindowSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly stride: number;
}

/**
 * Calls `visit` for every pair of pixels that a tap of the filter ties together: the index of the
 * output pixel, that of the input pixel (within all pictures), and the tap 3 * row + column.
 * Pairs with the padding are left away, as they add nothing.
 */
export function forEachTap(
  { batch, height, width, stride }: WindowSizes,
  visit: (output: number, input: number, tap: number) => void,
): void {
  let output = 0;
  for (let n = 0; n < batch; n++) {
    for (let row = -1; row < height - 1; row += stride) {
      for (let column = -1; column < width - 1; column += stride, output++) {
        for (let tap = 0; tap < 9; tap++) {
          const r = row + Math.floor(tap / 3);
          const c = column + (tap % 3);
          if (r < 0 || r >= height || c < 0 || c >= width) continue;
          visit(output, (n * height + r) * width + c, tap);
        }
      }
    }
  }
}
