// The shortcut of a chain that does not end in a depthwise convolution, which adds its own.
import { addInto } from '../common/add';

/** y[row, column, :channels] += identity[row, column, :channels], rows and pixels anywhere. */
export function addShortcut(
  y: usize, yRow: usize, yPixel: usize, identity: usize, identityRow: usize, identityPixel: usize,
  rows: usize, columns: usize, channels: usize,
): void {
  for (let row: usize = 0; row < rows; row++, y += yRow, identity += identityRow) {
    for (let column: usize = 0; column < columns; column++) {
      addInto(y + column * yPixel, identity + column * identityPixel, channels * 4);
    }
  }
}
