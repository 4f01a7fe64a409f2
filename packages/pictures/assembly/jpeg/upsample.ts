// libjpeg's upsampling: between two samples of which the distance is halved, a new one takes three
// quarters from the nearer ("fancy" or triangle filter); other distances are filled by repetition.
// At the picture's edges the outermost sample stands beside itself.
import { Plane } from './structs';

/** A row is interpolated from this number of samples on. */
const MIN_WIDTH: i32 = 3;
/** Bytes before the sums for the one at the left of the first. */
const BEFORE: usize = 16;

/**
 * A component's samples of the pixels from `left` to `right` of a row.
 *
 * @returns where they are, until the next call for this plane
 */
export function expandRow(plane: Plane, y: i32, left: i32, right: i32): usize {
  if (plane.xStep == 2 && plane.yStep <= 2 && plane.width >= MIN_WIDTH) {
    return interpolateRow(plane, y, left, right);
  }
  if (plane.xStep == 1 && plane.yStep == 2) return mixRows(plane, y, left, right);
  const samples = plane.samples + (y / plane.yStep) * plane.stride;
  return plane.xStep == 1 ? samples + left : repeatSamples(plane, samples, left, right);
}

/** The row above or below, whichever is nearer to the row `y` of pixels. */
@inline
function neighbor(plane: Plane, y: i32): usize {
  const row = y & 1 ? min((y >> 1) + 1, plane.height - 1) : max((y >> 1) - 1, 0);
  return plane.samples + row * plane.stride;
}

function interpolateRow(plane: Plane, y: i32, left: i32, right: i32): usize {
  const first = max((left >> 1) - 1, 0);
  const length = min(((right - 1) >> 1) + 2, plane.width) - first;
  const sums = plane.sums + BEFORE;
  if (plane.yStep == 2) {
    const near = plane.samples + (y >> 1) * plane.stride;
    addRows(near + first, neighbor(plane, y) + first, sums, length);
  } else {
    widenRow(plane.samples + y * plane.stride + first, sums, length);
  }
  store<i16>(sums - 2, load<i16>(sums));
  store<i16>(sums + 2 * length, load<i16>(sums + 2 * length - 2));
  if (plane.yStep == 2) doubleSamples(sums, plane.row, length, 4, 8, 7);
  else doubleSamples(sums, plane.row, length, 2, 1, 2);
  return plane.row + (left - 2 * first);
}

/** Three times the nearer row and the other. */
function addRows(near: usize, far: usize, sums: usize, length: i32): void {
  const three = i8x16.splat(3);
  for (let x = 0; x < length; x += 16) {
    const a = v128.load(near + x);
    const b = v128.load(far + x);
    const low = i16x8.add(i16x8.extmul_low_i8x16_u(a, three), i16x8.extend_low_i8x16_u(b));
    const high = i16x8.add(i16x8.extmul_high_i8x16_u(a, three), i16x8.extend_high_i8x16_u(b));
    v128.store(sums + 2 * x, low);
    v128.store(sums + 2 * x, high, 16);
  }
}

function widenRow(samples: usize, sums: usize, length: i32): void {
  for (let x = 0; x < length; x += 16) {
    const a = v128.load(samples + x);
    v128.store(sums + 2 * x, i16x8.extend_low_i8x16_u(a));
    v128.store(sums + 2 * x, i16x8.extend_high_i8x16_u(a), 16);
  }
}

/** Two of each, with these numbers added before `bits` are dropped. */
function doubleSamples(
  sums: usize, output: usize, length: i32, bits: i32, roundFirst: i16, roundSecond: i16,
): void {
  const three = i16x8.splat(3);
  const first = i16x8.splat(roundFirst);
  const second = i16x8.splat(roundSecond);
  for (let x = 0; x < length; x += 8, sums += 16, output += 16) {
    const most = i16x8.mul(v128.load(sums), three);
    const a = i16x8.shr_u(i16x8.add(i16x8.add(most, v128.load(sums - 2)), first), bits);
    const b = i16x8.shr_u(i16x8.add(i16x8.add(most, v128.load(sums + 2)), second), bits);
    v128.store(output, v128.or(a, i16x8.shl(b, 8)));
  }
}

function mixRows(plane: Plane, y: i32, left: i32, right: i32): usize {
  const near = plane.samples + (y >> 1) * plane.stride + left;
  const length = right - left;
  addRows(near, neighbor(plane, y) + left, plane.sums, length);
  const round = i16x8.splat(y & 1 ? 2 : 1);
  for (let x = 0; x < length; x += 16) {
    const low = i16x8.shr_u(i16x8.add(v128.load(plane.sums + 2 * x), round), 2);
    const high = i16x8.shr_u(i16x8.add(v128.load(plane.sums + 2 * x, 16), round), 2);
    v128.store(plane.row + x, i8x16.narrow_i16x8_u(low, high));
  }
  return plane.row;
}

function repeatSamples(plane: Plane, samples: usize, left: i32, right: i32): usize {
  const step = plane.xStep;
  const row = plane.row;
  for (let x = left; x < right; x++) store<u8>(row + (x - left), load<u8>(samples + x / step));
  return row;
}
