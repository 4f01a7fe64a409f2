// A float32 is read and written through one word shared by two views of four bytes.
const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/** IEEE binary16 bits -> number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** float64 value -> IEEE binary16 bits, rounded once, to nearest even. */
export function numberToHalf(value: number): number {
  single[0] = value;
  const sign = (word[0] >>> 16) & 0x8000;
  // Not of the float32, which would be rounded twice.
  const magnitude = Math.abs(value);
  if (Number.isNaN(magnitude)) return sign | 0x7e00;
  // 65520 lies half-way between the largest half and the next power of two, and rounds up.
  if (magnitude >= 65520) return sign | 0x7c00;
  // Below 2^-14 the spacing is 2^-24. Adding and rounding a whole number of spacings into the
  // bits carries into the exponent by itself, since subnormal and normal halves are consecutive.
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
  // The float32's exponent. Where that was rounded up to the power beside, the carry leads to the same
  // half.
  const exponent = ((word[0] >>> 23) & 0xff) - 127;
  const steps = magnitude * STEPS_OF_ONE[exponent + 14] - 1024;
  return sign | (((exponent + 15) << 10) + roundToEven(steps));
}

/** How many spacings of halves 1 is long, by the exponent from -14 to 16. */
const STEPS_OF_ONE = Float64Array.from({ length: 31 }, (_, i) => 1024 / 2 ** (i - 14));

/** bfloat16 bits -> number. */
export function bfloat16ToNumber(bits: number): number {
  word[0] = bits << 16;
  return single[0];
}

/** float32 value -> bfloat16 bits, rounded to nearest even. */
export function numberToBfloat16(value: number): number {
  single[0] = value;
  if (Number.isNaN(single[0])) return ((word[0] >>> 16) & 0x8000) | 0x7fc0;
  const lowest = (word[0] >>> 16) & 1;
  return (word[0] + 0x7fff + lowest) >>> 16;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
