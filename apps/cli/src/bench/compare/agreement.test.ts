import { describe, expect, it } from '@jest/globals';
import { checkAgreement, relativeError } from './agreement.js';

describe('relativeError', () => {
  it('measures by the largest expected value', () => {
    expect(relativeError([1, -8.5], [1, -8])).toBe(0.0625);
    expect(relativeError([0, 0], [0, 0])).toBe(0);
    expect(relativeError([1], [0])).toBe(Infinity);
  });
});

describe('checkAgreement', () => {
  const reference = { name: 'wasm', values: [1, -2, 4] };

  it('passes what differs by rounding', () => {
    expect(checkAgreement('infer', [1, -2, 4.00004], reference)).toBeCloseTo(1e-5);
  });

  it.each([
    [[1, -2, 4.1], 'its logits are 2.50e-2 off those of wasm, more than 0.001'],
    [[1, -2], 'it gives 2 logits where wasm gives 3'],
  ])('refuses %j', (values, message) => {
    expect(() => checkAgreement('infer', values, reference)).toThrow(message);
  });
});
