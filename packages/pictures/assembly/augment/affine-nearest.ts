import { copyPixel } from './pixels';

/** Positions in double, by repeated addition. `fill` is red, green, blue in a word. */
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
  let to = output;
  let row = f + e * 0.5;
  for (let y = 0; y < height; y++) {
    const isInside = row >= 0 && row < <f64>height;
    const from = isInside ? rgb + 3 * width * <i32>row : rgb;
    let column = c + a * 0.5;
    for (let x = 0; x < width; x++) {
      if (isInside && column >= 0 && column < <f64>width) copyPixel(to, from + 3 * <i32>column);
      else store<u32>(to, fill);
      to += 3;
      column += a;
    }
    row += e;
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
