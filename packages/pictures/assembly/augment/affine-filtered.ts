import { bicubicPixel } from './bicubic-pixel';
import { bilinearPixel } from './bilinear-pixel';
import { storePixel } from './pixels';

/** `fill` is red, green, blue in a word. */
export function affineBilinear(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  fill: u32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
): void {
  affineFiltered(false, rgb, output, width, height, fill, a, b, c, d, e, f);
}

/** `fill` is red, green, blue in a word. */
export function affineBicubic(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  fill: u32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
): void {
  affineFiltered(true, rgb, output, width, height, fill, a, b, c, d, e, f);
}

/** Inlined with `isBicubic` known, so that no pixel asks. */
@inline
function affineFiltered(
  isBicubic: bool,
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  fill: u32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
): void {
  let to = output;
  for (let y = 0; y < height; y++) {
    const yCentre = <f64>y + 0.5;
    for (let x = 0; x < width; x++, to += 3) {
      const xCentre = <f64>x + 0.5;
      const column = a * xCentre + b * yCentre + c;
      const row = d * xCentre + e * yCentre + f;
      if (!(column >= 0 && column < <f64>width && row >= 0 && row < <f64>height)) {
        store<u32>(to, fill);
        continue;
      }
      const leftAt = Math.floor(column - 0.5);
      const topAt = Math.floor(row - 0.5);
      const left = <i32>leftAt;
      const top = <i32>topAt;
      const right = f64x2.splat(column - 0.5 - leftAt);
      const down = f64x2.splat(row - 0.5 - topAt);
      const pixel = isBicubic
        ? bicubicPixel(rgb, width, height, left, top, right, down)
        : bilinearPixel(rgb, width, height, left, top, right, down);
      storePixel(to, pixel);
    }
  }
}
