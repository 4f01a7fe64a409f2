import { blueOf, clampTo, loadPixel, redGreen, toPixel } from './pixels';

/** Four pixels of four rows, a = -1, in double; left and top, of the second, are whole. */
@inline
export function bicubicPixel(
  rgb: usize,
  width: i32,
  height: i32,
  left: i32,
  top: i32,
  right: v128,
  down: v128,
): v128 {
  const x1 = 3 * clampTo(left - 1, width);
  const x2 = 3 * clampTo(left, width);
  const x3 = 3 * clampTo(left + 1, width);
  const x4 = 3 * clampTo(left + 2, width);
  let redGreen1 = f64x2.splat(0);
  let redGreen2 = redGreen1;
  let redGreen3 = redGreen1;
  let redGreen4 = redGreen1;
  let blue1 = redGreen1;
  let blue2 = redGreen1;
  let blue3 = redGreen1;
  let blue4 = redGreen1;
  for (let tap = -1; tap < 3; tap++) {
    const at = rgb + 3 * width * clampTo(top + tap, height);
    const v1 = loadPixel(at + x1);
    const v2 = loadPixel(at + x2);
    const v3 = loadPixel(at + x3);
    const v4 = loadPixel(at + x4);
    // Coefficients of whole numbers are whole numbers.
    const p2 = i32x4.sub(v3, v1);
    const p3 = i32x4.sub(i32x4.add(i32x4.shl(i32x4.sub(v1, v2), 1), v3), v4);
    const p4 = i32x4.sub(i32x4.add(i32x4.sub(v2, v1), v4), v3);
    redGreen1 = redGreen2;
    redGreen2 = redGreen3;
    redGreen3 = redGreen4;
    redGreen4 = cubic(redGreen(v2), redGreen(p2), redGreen(p3), redGreen(p4), right);
    blue1 = blue2;
    blue2 = blue3;
    blue3 = blue4;
    blue4 = cubic(blueOf(v2), blueOf(p2), blueOf(p3), blueOf(p4), right);
  }
  return toPixel(
    mix(redGreen1, redGreen2, redGreen3, redGreen4, down),
    mix(blue1, blue2, blue3, blue4, down),
  );
}

@inline
function mix(v1: v128, v2: v128, v3: v128, v4: v128, share: v128): v128 {
  const p2 = f64x2.sub(v3, v1);
  const twice = f64x2.mul(f64x2.splat(2), f64x2.sub(v1, v2));
  const p3 = f64x2.sub(f64x2.add(twice, v3), v4);
  const p4 = f64x2.add(f64x2.sub(f64x2.sub(v2, v1), v3), v4);
  return cubic(v2, p2, p3, p4, share);
}

@inline
function cubic(p1: v128, p2: v128, p3: v128, p4: v128, t: v128): v128 {
  const inner = f64x2.add(p3, f64x2.mul(t, p4));
  return f64x2.add(p1, f64x2.mul(t, f64x2.add(p2, f64x2.mul(t, inner))));
}
