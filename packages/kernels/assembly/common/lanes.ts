// A loop over channels is written once and compiled twice: T = v128 takes four channels at a time,
// T = f32 takes what is left of a number of channels that four does not divide. Whether a
// multiply-add is fused is the build's choice, not the kernel's.

/** Bytes of one v128. */
export const QUAD: usize = 16;

// @ts-ignore: decorator
@inline
export function splat<T>(value: f32): T {
  return isVector<T>() ? f32x4.splat(value) : value;
}

// @ts-ignore: decorator
@inline
export function add<T>(a: T, b: T): T {
  return isVector<T>() ? f32x4.add(a, b) : a + b;
}

// @ts-ignore: decorator
@inline
export function sub<T>(a: T, b: T): T {
  return isVector<T>() ? f32x4.sub(a, b) : a - b;
}

// @ts-ignore: decorator
@inline
export function mul<T>(a: T, b: T): T {
  return isVector<T>() ? f32x4.mul(a, b) : a * b;
}

/** a * b + c. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: T, b: T, c: T): T {
  return isVector<T>()
    ? ASC_FEATURE_RELAXED_SIMD
      ? f32x4.relaxed_madd(a, b, c)
      : f32x4.add(f32x4.mul(a, b), c)
    : a * b + c;
}

/** `value` between `low` and `high`; a NaN stays one, so that a diverged training shows. */
// @ts-ignore: decorator
@inline
export function clamp<T>(value: T, low: T, high: T): T {
  return isVector<T>()
    ? f32x4.pmin(f32x4.pmax(value, low), high)
    : value < low
      ? low
      : value > high
        ? high
        : value;
}

/** `value` where low < z < high, otherwise 0. */
// @ts-ignore: decorator
@inline
export function inside<T>(value: T, z: T, low: T, high: T): T {
  return isVector<T>()
    ? v128.andnot(value, v128.or(f32x4.le(z, low), f32x4.ge(z, high)))
    : z <= low || z >= high
      ? <f32>0
      : value;
}

/** The values at `pointer`, or `fallback` for the null pointer. */
// @ts-ignore: decorator
@inline
export function loadOr<T>(pointer: usize, offset: usize, fallback: f32): T {
  return pointer ? load<T>(pointer + offset) : splat<T>(fallback);
}
