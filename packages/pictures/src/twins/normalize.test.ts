import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChannelOrder, normalizationTable, normalizeInto } from '../resample/normalize.js';
import { normalizeInto as plainLoop } from './normalize.js';

/** Of `count` pixels by the kernel and by the loop, and a value behind them that neither may touch. */
function bothWays(
  count: number,
  table: Float32Array,
  order: ChannelOrder,
): readonly Float32Array[] {
  const pixels = Uint8Array.from({ length: 3 * count }, (_, i) => Math.imul(i, 40503) >> 5);
  return [normalizeInto, plainLoop].map((way) => {
    const values = new Float32Array(pixels.length + 1).fill(-9);
    way(values, pixels, table, order);
    return values;
  });
}

it('the kernel equals a plain loop in every bit, in both orders', () => {
  const arithmetic = fc.constantFrom(
    'torchvision' as const,
    'timm' as const,
    'paddleclas' as const,
  );
  const share = fc.double({ min: 0.1, max: 1, noNaN: true });
  const rgb = fc.tuple(share, share, share);
  const order = fc.constantFrom('rgb' as const, 'bgr' as const);
  fc.assert(
    fc.property(arithmetic, rgb, rgb, order, fc.nat(50), (rule, mean, std, channelOrder, count) => {
      const table = normalizationTable({ mean, std, arithmetic: rule });
      const [values, expected] = bothWays(count, table, channelOrder);
      expect(values).toEqual(expected);
    }),
  );
});

it('the blocks of many pictures join', () => {
  const mean = [0.485, 0.456, 0.406] as const;
  const table = normalizationTable({ mean, std: mean, arithmetic: 'torchvision' });
  const [values, expected] = bothWays(2 ** 17 + 3, table, 'rgb');
  expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(expected.buffer))).toBe(0);
});
