import { blueOf, clampTo, loadPixel, redGreen, toPixel } from './pixels';

/** Two pixels of two rows, in double; left and top are whole. */
@inline
export function bilinearPixel(
  rgb: usize,
  width: i32,
  height: i32,
  left: i32,
  top: i32,
  right: v128,
  down: v128,
): v128 {
  const x1 = 3 * clampTo(left, width);
  const x2 = 3 * clampTo(left + 1, width);
  const upper = rgb + 3 * width * clampTo(top, height);
  const lower = rgb + 3 * width * clampTo(top + 1, height);
  const p = loadPixel(upper + x1);
  const q = i32x4.sub(loadPixel(upper + x2), p);
  const r = loadPixel(lower + x1);
  const s = i32x4.sub(loadPixel(lower + x2), r);
  return toPixel(
    mix(step(redGreen(p), redGreen(q), right), step(redGreen(r), redGreen(s), right), down),
    mix(step(blueOf(p), blueOf(q), right), step(blueOf(r), blueOf(s), right), down),
  );
}

@inline
function mix(first: v128, second: v128, share: v128): v128 {
  return step(first, f64x2.sub(second, first), share);
}

@inline
function step(first: v128, difference: v128, share: v128): v128 {
  return f64x2.add(first, f64x2.mul(difference, share));
}
