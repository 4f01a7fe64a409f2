import { copyPixel, fillPixels } from './pixels';

/**
 * Positions in double, by repeated addition. Where the columns of the input that are met follow one
 * another, as without scaling, rows are copied. `fill` is red, green, blue in a word.
 */
export function scaleNearest(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  fill: u32,
  a: f64,
  c: f64,
  e: f64,
  f: f64,
): void {
  let begin = width;
  let end = width;
  let shift = 0;
  let isRun = a > 0;
  let column = c + a * 0.5;
  for (let x = 0; x < width; x++, column += a) {
    if (!(column >= 0 && column < <f64>width)) continue;
    if (begin === width) {
      begin = x;
      shift = <i32>column - x;
    } else if (<i32>column - x !== shift) isRun = false;
    end = x + 1;
  }
  let to = output;
  let row = f + e * 0.5;
  for (let y = 0; y < height; y++, row += e, to += 3 * width) {
    if (!(row >= 0 && row < <f64>height)) {
      fillPixels(to, width, fill);
      continue;
    }
    const from = rgb + 3 * width * <i32>row;
    if (isRun) {
      fillPixels(to, begin, fill);
      memory.copy(to + 3 * begin, from + 3 * (begin + shift), 3 * (end - begin));
      fillPixels(to + 3 * end, width - end, fill);
    } else {
      scaleRow(from, to, width, fill, a, c);
    }
  }
}

function scaleRow(from: usize, to: usize, width: i32, fill: u32, a: f64, c: f64): void {
  let column = c + a * 0.5;
  for (let x = 0; x < width; x++, column += a, to += 3) {
    if (column >= 0 && column < <f64>width) copyPixel(to, from + 3 * <i32>column);
    else store<u32>(to, fill);
  }
}

/** Positions with 16 fractional bits. */
export function affineNearest(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  fill: u32,
  a: i32,
  b: i32,
  c: i32,
  d: i32,
  e: i32,
  f: i32,
): void {
  let to = output;
  for (let y = 0; y < height; y++) {
    let atColumn = c + b * y;
    let atRow = f + e * y;
    for (let x = 0; x < width; x++) {
      const column = atColumn >> 16;
      const row = atRow >> 16;
      const isInside = <u32>column < <u32>width && <u32>row < <u32>height;
      if (isInside) copyPixel(to, rgb + 3 * (row * width + column));
      else store<u32>(to, fill);
      to += 3;
      atColumn += a;
      atRow += d;
    }
  }
}
