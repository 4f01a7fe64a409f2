import { describe, expect, it } from '@jest/globals';
import { type Arrays, chain, network } from '@mobilenext/core';
import { rememberedMean } from './remembered-mean.js';

const OUT = 6;
const TAPS = 9;
const small = network({
  name: 'small',
  chains: [
    chain({
      name: 'stem',
      units: [
        { convolution: 'dense', inChannels: 3, outChannels: OUT, stride: 1, activation: 'relu6' },
      ],
    }),
  ],
  numClasses: 2,
});
const [{ convolutionKey, normKey }] = small.chains[0].units;

/** Filters without any order, [OUT,3,3,3]. */
const filter = Float32Array.from({ length: OUT * 3 * TAPS }, (_, i) => Math.sin(i * i + 1));
const variances = Float32Array.from({ length: OUT }, (_, i) => 0.1 + i);

/** What the first unit remembers of pictures of one colour, whose mean no border dims. */
function meansOf([red, green, blue]: readonly number[], values = filter): Float32Array {
  return Float32Array.from({ length: OUT }, (_, out) =>
    [red, green, blue].reduce((sum, colour, channel) => {
      const start = (out * 3 + channel) * TAPS;
      return sum + colour * values.slice(start, start + TAPS).reduce((a, b) => a + b, 0);
    }, 0),
  );
}

const arraysWith = (means: Float32Array, values = filter): Arrays =>
  new Map([
    [`${convolutionKey}.weight`, values],
    [`${normKey}.running_mean`, means],
    [`${normKey}.running_var`, variances],
  ]);

describe('rememberedMean', () => {
  it.each([[[0.3, -0.1, 0.7]], [[0, 0, 0]], [[120, 118, 104]]])('recovers %j', (colour) => {
    const remembered = rememberedMean(small, arraysWith(meansOf(colour)));
    expect(remembered).toHaveLength(3);
    const scale = Math.max(1, ...colour.map(Math.abs));
    remembered?.forEach((value, channel) =>
      expect(value / scale).toBeCloseTo(colour[channel] / scale, 5),
    );
  });

  it('believes a channel the less the louder it is', () => {
    const colour = [0.3, -0.1, 0.7];
    const means = meansOf(colour);
    means[0] += 0.1;
    /** How far a wrong mean of the first channel leads astray. */
    const offBy = (variance: number): number => {
      const arrays = new Map(arraysWith(means));
      arrays.set(`${normKey}.running_var`, Float32Array.of(variance, ...variances.slice(1)));
      const remembered = rememberedMean(small, arrays) ?? [];
      return Math.hypot(...remembered.map((value, i) => value - colour[i]));
    };
    expect(offBy(0.1)).toBeGreaterThan(100 * offBy(1000));
  });

  it('says where the filters leave it open', () => {
    const none = new Float32Array(filter.length);
    expect(rememberedMean(small, arraysWith(meansOf([1, 1, 1]), none))).toBeUndefined();
    // Filters that look at every channel alike tell the sum of the colours alone.
    const grey = filter.map((_, i) => Math.sin(Math.floor(i / (3 * TAPS)) + 1));
    expect(rememberedMean(small, arraysWith(meansOf([1, 2, 3], grey), grey))).toBeUndefined();
  });

  it('names a tensor that is missing', () => {
    const arrays = new Map(arraysWith(meansOf([0, 0, 0])));
    arrays.delete(`${normKey}.running_mean`);
    expect(() => rememberedMean(small, arrays)).toThrow(`${normKey}.running_mean`);
  });
});
