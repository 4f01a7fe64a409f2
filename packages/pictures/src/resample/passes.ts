import { type PackedTaps, packTaps } from './pack-taps.js';
import { CHANNELS, type Picture, type PixelBox } from './picture.js';
import { type ResampleModule, resampleModule, tapParameters } from './resample-module.js';
import type { Weights } from './weights.js';

/** Rows are scaled by so many bytes at a time, which stay in the cache and need little memory. */
const STRIP_BYTES = 2 ** 17;
/** Rows that the kernel scales together. */
const ROWS = 4;

/** Part of a picture in which every row is scaled, then every column; an axis without weights stays. */
export function horizontalFirst(
  picture: Picture,
  part: PixelBox,
  weights: { readonly columns?: Weights; readonly rows?: Weights },
): Picture {
  const columns = weights.columns && packTaps(weights.columns);
  const rows = weights.rows && packTaps(weights.rows);
  const width = columns?.length ?? part.width;
  const height = rows?.length ?? part.height;
  const rowBytes = width * CHANNELS;
  const partRow = part.width * CHANNELS;
  const strip = ROWS * Math.max(1, Math.floor(STRIP_BYTES / (ROWS * partRow)));
  const module = resampleModule();
  const { functions, reserve, bytes } = module;
  const [columnTaps, rowTaps, source, middle, output] = reserve(
    columns?.bytes.length ?? 0,
    rows?.bytes.length ?? 0,
    columns ? strip * partRow : 0,
    // The last odd tap reads a row more.
    (part.height + 1) * rowBytes,
    rows ? height * rowBytes : 0,
  );
  if (columns) {
    const taps = writeTaps(module, columnTaps, columns);
    for (let y = 0; y < part.height; y += strip) {
      const count = Math.min(strip, part.height - y);
      copyRows(module, picture, { ...part, top: part.top + y, height: count }, source);
      functions.horizontalPass(source, partRow, ...taps, middle + y * rowBytes, width, count);
    }
  } else {
    copyRows(module, picture, part, middle);
  }
  if (rows) {
    const taps = writeTaps(module, rowTaps, rows);
    functions.verticalPass(middle, rowBytes, ...taps, output, height);
  }
  return { width, height, data: bytes(rows ? output : middle, height * rowBytes).slice() };
}

/** The same, every column before every row. */
export function verticalFirst(
  picture: Picture,
  part: PixelBox,
  weights: { readonly columns: Weights; readonly rows: Weights },
): Picture {
  const columns = packTaps(weights.columns);
  const rows = packTaps(weights.rows);
  const [width, height] = [columns.length, rows.length];
  const partRow = part.width * CHANNELS;
  const length = width * height * CHANNELS;
  const module = resampleModule();
  const { functions, reserve, bytes } = module;
  const [columnTaps, rowTaps, source, middle, output] = reserve(
    ...[columns.bytes.length, rows.bytes.length],
    ...[(part.height + 1) * partRow, height * partRow, length],
  );
  copyRows(module, picture, part, source);
  functions.verticalPass(source, partRow, ...writeTaps(module, rowTaps, rows), middle, height);
  const taps = writeTaps(module, columnTaps, columns);
  functions.horizontalPass(middle, partRow, ...taps, output, width, height);
  return { width, height, data: bytes(output, length).slice() };
}

function writeTaps({ bytes }: ResampleModule, pointer: number, taps: PackedTaps) {
  bytes(pointer, taps.bytes.length).set(taps.bytes);
  return tapParameters(pointer, taps);
}

/** A box of a picture into the module's memory, without gaps between its rows. */
function copyRows(
  { bytes }: ResampleModule,
  { width, data }: Picture,
  box: PixelBox,
  pointer: number,
): void {
  const rowBytes = box.width * CHANNELS;
  const begin = (box.top * width + box.left) * CHANNELS;
  const target = bytes(pointer, box.height * rowBytes);
  if (box.width === width) {
    target.set(data.subarray(begin, begin + target.length));
    return;
  }
  for (let y = 0; y < box.height; y++) {
    const row = begin + y * width * CHANNELS;
    target.set(data.subarray(row, row + rowBytes), y * rowBytes);
  }
}
