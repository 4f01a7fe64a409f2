// Depthwise 3x3 convolution for inference: y = act(convolution of x with filter + bias), or, of an
// output without activation, y = convolution + bias + shortcut. x has a border of zeros, so that no
// tap is ever left out. Channels are a multiple of four.
//
// Layout of `packed`: the activation's limits (low x 4, high x 4), then [10, 4] for each four
// channels: nine taps, row by row, and the bias.
import { addInto } from '../common/add';
import { column1 } from './f32-depthwise-3x3-1';
import { columns4, columns4Shortcut } from './f32-depthwise-3x3s1-4';
import { columns3 } from './f32-depthwise-3x3s2-3';
import { LIMITS_BYTES } from './limits';

/** Taps and bias of a channel. */
const TAPS: usize = 10;

/**
 * x points at the tap on the upper left of the first output; rows of x, y and identity are xRow,
 * yRow and identityRow bytes apart, the pixels of all three pixelBytes. identity 0: no shortcut;
 * otherwise its first identityChannels channels, a multiple of four, are added. y must overlap
 * neither x nor identity.
 */
export function packedDepthwise(
  x: usize, xRow: usize, packed: usize, y: usize, yRow: usize,
  identity: usize, identityRow: usize, identityChannels: usize,
  rows: usize, columns: usize, channels: usize, pixelBytes: usize, stride: usize,
): void {
  const bytes = channels * 4;
  for (let row: usize = 0; row < rows; row++, x += xRow * stride, y += yRow) {
    if (columns < 4) {
      narrowRow(x, xRow, packed, y, columns, bytes, pixelBytes, stride);
    } else if (stride == 2) {
      rowAtStride2(x, xRow, packed, y, columns, bytes, pixelBytes);
    } else if (!identity) {
      rowAtStride1(x, xRow, packed, y, columns, bytes, pixelBytes);
    } else {
      rowWithShortcut(
        x, xRow, packed, y, identity, columns, identityChannels * 4, bytes, pixelBytes,
      );
    }
    if (!identity) continue;
    if (columns < 4) addShared(y, identity, columns, identityChannels * 4, pixelBytes);
    identity += identityRow;
  }
}

// The last group of columns of a row reaches back over columns that are done already, which is
// cheaper than taking them one by one.

function rowAtStride1(
  x: usize, xRow: usize, packed: usize, y: usize, columns: usize, bytes: usize, pixelBytes: usize,
): void {
  const w = packed + LIMITS_BYTES;
  for (let column: usize = 0; column < columns; column += 4) {
    const at = min<usize>(column, columns - 4) * pixelBytes;
    columns4(x + at, xRow, pixelBytes, w, packed, y + at, bytes);
  }
}

function rowAtStride2(
  x: usize, xRow: usize, packed: usize, y: usize, columns: usize, bytes: usize, pixelBytes: usize,
): void {
  const w = packed + LIMITS_BYTES;
  for (let column: usize = 0; column < columns; column += 3) {
    const at = min<usize>(column, columns - 3) * pixelBytes;
    columns3(x + 2 * at, xRow, pixelBytes, w, packed, y + at, bytes);
  }
}

function rowWithShortcut(
  x: usize, xRow: usize, packed: usize, y: usize, identity: usize, columns: usize, shared: usize,
  bytes: usize, pixelBytes: usize,
): void {
  const w = packed + LIMITS_BYTES;
  for (let column: usize = 0; column < columns; column += 4) {
    const at = min<usize>(column, columns - 4) * pixelBytes;
    columns4Shortcut(x + at, xRow, pixelBytes, w, identity + at, y + at, shared);
    if (shared == bytes) continue;
    const rest = at + shared;
    columns4(
      x + rest, xRow, pixelBytes, w + shared * TAPS, packed, y + rest, bytes - shared,
    );
  }
}

function narrowRow(
  x: usize, xRow: usize, packed: usize, y: usize, columns: usize, bytes: usize, pixelBytes: usize,
  stride: usize,
): void {
  for (let column: usize = 0; column < columns; column++, x += pixelBytes * stride, y += pixelBytes) {
    column1(x, xRow, pixelBytes, packed + LIMITS_BYTES, packed, y, bytes);
  }
}

function addShared(
  y: usize, identity: usize, columns: usize, shared: usize, pixelBytes: usize,
): void {
  for (let column: usize = 0; column < columns; column++, y += pixelBytes, identity += pixelBytes) {
    addInto(y, identity, shared);
  }
}
