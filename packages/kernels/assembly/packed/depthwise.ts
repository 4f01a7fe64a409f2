// Depthwise 3x3 convolution for inference: y = act(convolution of x with filter + bias), plus the
// shortcut. x has a border of zeros, so that no tap is ever left out. Channels are a multiple of
// four.
//
// Layout of `packed`: the activation's limits (low x 4, high x 4), then [10, 4] for each four
// channels: nine taps, row by row, and the bias.
import { column1 } from './f32-depthwise-3x3-1';
import { columns3 } from './f32-depthwise-3x3s2-3';
import { columns4 } from './f32-depthwise-3x3s1-4';

/**
 * x points at the tap on the upper left of the first output; rows of x, y and identity are xRow,
 * yRow and identityRow bytes apart, their pixels xPixel, yPixel and identityPixel. The first
 * identityChannels channels of identity are added after the activation. y must overlap neither x
 * nor identity.
 */
export function packedDepthwise(
  x: usize, xRow: usize, xPixel: usize, packed: usize, y: usize, yRow: usize, yPixel: usize,
  identity: usize, identityRow: usize, identityPixel: usize, identityChannels: usize,
  rows: usize, columns: usize, channels: usize, stride: usize,
): void {
  const group: usize = stride == 1 ? 4 : 3;
  const step: usize = columns < group ? 1 : group;
  for (let row: usize = 0; row < rows; row++) {
    for (let done: usize = 0; done < columns; done += step) {
      // The last group reaches back over columns that are done: cheaper than single ones.
      const column = min<usize>(done, columns - step);
      const from = x + column * stride * xPixel;
      const to = y + column * yPixel;
      const also = identity + column * identityPixel;
      if (step == 1) {
        column1(from, xRow, xPixel, packed, to, also, identityChannels, channels);
      } else if (stride == 1) {
        columns4(
          from, xRow, xPixel, packed, to, yPixel, also, identityPixel, identityChannels, channels,
        );
      } else {
        columns3(
          from, xRow, xPixel, packed, to, yPixel, also, identityPixel, identityChannels, channels,
        );
      }
    }
    x += xRow * stride;
    y += yRow;
    identity += identityRow;
  }
}
