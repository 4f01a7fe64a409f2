import { blueOf, clampTo, loadPixel, redGreen, storePixel, toPixel } from './pixels';

/** Two pixels of two rows, in double. `fill` is red, green, blue in a word. */
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
      const right = f64x2.splat(column - 0.5 - leftAt);
      const down = f64x2.splat(row - 0.5 - topAt);
      const left = 3 * clampTo(<i32>leftAt, width);
      const next = 3 * clampTo(<i32>leftAt + 1, width);
      const upper = rgb + 3 * width * clampTo(<i32>topAt, height);
      const lower = rgb + 3 * width * clampTo(<i32>topAt + 1, height);
      const p = loadPixel(upper + left);
      const q = i32x4.sub(loadPixel(upper + next), p);
      const r = loadPixel(lower + left);
      const s = i32x4.sub(loadPixel(lower + next), r);
      const redGreens = mix(step(redGreen(p), redGreen(q), right), step(redGreen(r), redGreen(s), right), down);
      const blues = mix(step(blueOf(p), blueOf(q), right), step(blueOf(r), blueOf(s), right), down);
      storePixel(to, toPixel(redGreens, blues));
    }
  }
}

@inline
function mix(first: v128, second: v128, share: v128): v128 {
  return step(first, f64x2.sub(second, first), share);
}

@inline
function step(first: v128, difference: v128, share: v128): v128 {
  return f64x2.add(first, f64x2.mul(difference, share));
}
