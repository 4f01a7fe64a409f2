import { describe, expect, it } from '@jest/globals';
import { chain, network, stateDict } from '@mobilenext/core';
import { small } from '../test/small-network.js';
import { initialize } from './initialize.js';

describe('initialize', () => {
  const values = initialize(small, { seed: 1 });

  it('gives every key of the state_dict its number of elements', () => {
    for (const { key, shape } of stateDict(small)) {
      expect(values.get(key)).toHaveLength(shape.reduce((product, side) => product * side, 1));
    }
    expect(values.size).toBe(stateDict(small).length);
  });

  it('gives the same values for the same seed, others for another', () => {
    expect(initialize(small, { seed: 1 })).toEqual(values);
    expect(initialize(small, { seed: 2 }).get('stem.0.weight')).not.toEqual(
      values.get('stem.0.weight'),
    );
  });

  it('draws a key independently of the rest of the network', () => {
    const stemOnly = network({ name: 'stem', chains: [small.chains[0]], numClasses: 3 });
    expect(initialize(stemOnly, { seed: 1 }).get('stem.0.weight')).toEqual(
      values.get('stem.0.weight'),
    );
  });

  it('starts batch norm as the identity and the classifier without bias', () => {
    expect(values.get('stem.1.weight')).toEqual(new Float32Array(8).fill(1));
    expect(values.get('stem.1.bias')).toEqual(new Float32Array(8));
    expect(values.get('stem.1.running_mean')).toEqual(new Float32Array(8));
    expect(values.get('stem.1.running_var')).toEqual(new Float32Array(8).fill(1));
    expect(values.get('stem.1.num_batches_tracked')).toEqual(new Float32Array(1));
    expect(values.get('classifier.bias')).toEqual(new Float32Array(3));
  });

  const wide = network({
    name: 'wide',
    chains: [
      chain({ name: 'dense', units: [{ convolution: 'dense', inChannels: 64, outChannels: 64 }] }),
      chain({
        name: 'pointwise',
        units: [{ convolution: 'pointwise', inChannels: 64, outChannels: 512 }],
      }),
      chain({
        name: 'depthwise',
        units: [{ convolution: 'depthwise', inChannels: 512, outChannels: 512 }],
      }),
    ],
    numClasses: 40,
  });

  it.each([
    ['dense.0.weight', Math.sqrt(2 / (9 * 64))],
    ['pointwise.0.weight', Math.sqrt(2 / 512)],
    ['depthwise.0.weight', Math.sqrt(2 / (9 * 512))],
    ['classifier.weight', 0.01],
  ])('draws %s normally with deviation %f', (key, deviation) => {
    const drawn = initialize(wide, { seed: 3 }).get(key)!;
    const moment = (power: number): number =>
      drawn.reduce((sum, value) => sum + (value / deviation) ** power, 0) / drawn.length;
    // Four standard errors of the mean, the variance and the fourth moment of normal numbers.
    const tolerance = 4 / Math.sqrt(drawn.length);
    expect(Math.abs(moment(1))).toBeLessThan(tolerance);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(tolerance * Math.sqrt(2));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(tolerance * Math.sqrt(96));
  });
});
