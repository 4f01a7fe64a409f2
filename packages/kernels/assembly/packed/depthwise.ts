// Depthwise 3x3 convolution for inference: y = act(convolution of x with filter + bias), or, of an
// output without activation, y = convolution + bias + shortcut. x has a border of zeros, so that no
// tap is ever left out. Channels are a multiple of four.
//
// Layout of `packed`: the activation's limits (low x 4, high x 4), then [10, 4] for each four
// channels: nine taps, row by row, and the bias.
import { addInto } from '../common/add';
import { column1 } from './f32-depthwise-3x3-1';
import { columns3Stride1 } from './f32-depthwise-3x3s1-3';
import { columns3Stride1Shortcut } from './f32-depthwise-3x3s1-3-shortcut';
import { columns4Stride1 } from './f32-depthwise-3x3s1-4';
import { columns4Stride1Shortcut } from './f32-depthwise-3x3s1-4-shortcut';
import { columns5Stride1 } from './f32-depthwise-3x3s1-5';
import { columns5Stride1Shortcut } from './f32-depthwise-3x3s1-5-shortcut';
import { columns2Stride2 } from './f32-depthwise-3x3s2-2';
import { columns3Stride2 } from './f32-depthwise-3x3s2-3';
import { LIMITS_BYTES } from './limits';

/** Taps and bias of a channel. */
const TAPS: usize = 10;
/** Fewer columns are taken one by one. */
const MIN_GROUP: usize = 3;

/**
 * x points at the tap on the upper left of the first output; rows of x, y and identity are xRow,
 * yRow and identityRow bytes apart, the pixels of all three pixelBytes. identity 0: no shortcut;
 * otherwise its first identityChannels channels, a multiple of four, are added. y must not overlap
 * x; it may be identity itself where there are three columns or more.
 */
export function packedDepthwise(
  x: usize, xRow: usize, packed: usize, y: usize, yRow: usize,
  identity: usize, identityRow: usize, identityChannels: usize,
  rows: usize, columns: usize, channels: usize, pixelBytes: usize, stride: usize,
): void {
  const bytes = channels * 4;
  const w = packed + LIMITS_BYTES;
  for (let row: usize = 0; row < rows; row++, x += xRow * stride, y += yRow) {
    if (columns < MIN_GROUP) {
      narrowRow(x, xRow, packed, y, columns, bytes, pixelBytes, stride);
    } else if (stride == 2) {
      rowAtStride2(x, xRow, w, packed, y, columns, bytes, pixelBytes);
    } else if (!identity) {
      rowAtStride1(x, xRow, w, packed, y, columns, bytes, pixelBytes);
    } else {
      const shared = identityChannels * 4;
      rowWithShortcut(x, xRow, w, y, identity, columns, shared, pixelBytes);
      if (shared < bytes) {
        rowAtStride1(
          x + shared, xRow, w + shared * TAPS, packed, y + shared, columns, bytes - shared,
          pixelBytes,
        );
      }
    }
    if (!identity) continue;
    if (columns < MIN_GROUP) addShared(y, identity, columns, identityChannels * 4, pixelBytes);
    identity += identityRow;
  }
}

// Groups of columns do not overlap, so that y may stand where the shortcut stood.

function rowAtStride1(
  x: usize, xRow: usize, w: usize, limits: usize, y: usize, columns: usize, bytes: usize,
  pixelBytes: usize,
): void {
  while (columns) {
    const group = groupAtStride1(columns);
    if (group == 4) columns4Stride1(x, xRow, pixelBytes, w, limits, y, bytes);
    else if (group == 5) columns5Stride1(x, xRow, pixelBytes, w, limits, y, bytes);
    else columns3Stride1(x, xRow, pixelBytes, w, limits, y, bytes);
    columns -= group;
    x += group * pixelBytes;
    y += group * pixelBytes;
  }
}

function rowAtStride2(
  x: usize, xRow: usize, w: usize, limits: usize, y: usize, columns: usize, bytes: usize,
  pixelBytes: usize,
): void {
  while (columns) {
    const group: usize = columns % 3 ? 2 : 3;
    if (group == 3) columns3Stride2(x, xRow, pixelBytes, w, limits, y, bytes);
    else columns2Stride2(x, xRow, pixelBytes, w, limits, y, bytes);
    columns -= group;
    x += 2 * group * pixelBytes;
    y += group * pixelBytes;
  }
}

function rowWithShortcut(
  x: usize, xRow: usize, w: usize, y: usize, identity: usize, columns: usize, bytes: usize,
  pixelBytes: usize,
): void {
  while (columns) {
    const group = groupAtStride1(columns);
    if (group == 4) columns4Stride1Shortcut(x, xRow, pixelBytes, w, identity, y, bytes);
    else if (group == 5) columns5Stride1Shortcut(x, xRow, pixelBytes, w, identity, y, bytes);
    else columns3Stride1Shortcut(x, xRow, pixelBytes, w, identity, y, bytes);
    columns -= group;
    x += group * pixelBytes;
    y += group * pixelBytes;
    identity += group * pixelBytes;
  }
}

/** Of three columns or more, how many to take next, for the rest to be no or three columns or more. */
function groupAtStride1(columns: usize): usize {
  const rest = columns % 4;
  if (rest == 0) return 4;
  return rest == 3 || columns == 6 ? 3 : 5;
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
