import { expect, it } from '@jest/globals';
import { floatValues } from './float-values.js';

/** IEEE binary16 by its definition. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const every16Bits = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const tensor = (dtype: string) => ({
  ...{ dtype, shape: [256, 256] },
  bytes: new Uint8Array(every16Bits.buffer),
});

it('reads every float16', () => {
  const values = floatValues('w', tensor('F16'));
  const wrong = [...every16Bits].filter((bits) => !Object.is(values[bits], halfValue(bits)));
  expect(wrong).toEqual([]);
});

it('reads every bfloat16 as the upper half of a float32', () => {
  const values = floatValues('w', tensor('BF16'));
  expect(new Uint32Array(values.buffer)).toEqual(Uint32Array.from(every16Bits, (b) => b << 16));
  expect(values[0x3f80]).toBe(1);
});

it('does not copy what is stored as it is needed', () => {
  const bytes = new Uint8Array(Float32Array.of(1, 2).buffer);
  expect(floatValues('w', { dtype: 'F32', shape: [2], bytes }).buffer).toBe(bytes.buffer);
});
