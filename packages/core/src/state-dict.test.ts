import { describe, expect, it } from '@jest/globals';
import { chain } from './chain.js';
import { network } from './network.js';
import { stateDict } from './state-dict.js';

const made = network({
  name: 'net',
  chains: [
    chain({
      name: 'stem',
      units: [{ convolution: 'dense', inChannels: 3, outChannels: 8, activation: 'relu6' }],
    }),
    chain({ name: 'b', units: [{ convolution: 'depthwise', inChannels: 8, outChannels: 8 }] }),
  ],
  numClasses: 10,
  classifierKey: 'classifier.1',
});

describe('stateDict', () => {
  it("lists PyTorch's entries in PyTorch's order", () => {
    expect(stateDict(made).map(({ key, shape, kind, role }) => [key, shape, kind, role])).toEqual([
      ['stem.0.weight', [8, 3, 3, 3], 'parameter', 'filter'],
      ['stem.1.weight', [8], 'parameter', 'normWeight'],
      ['stem.1.bias', [8], 'parameter', 'normBias'],
      ['stem.1.running_mean', [8], 'buffer', 'runningMean'],
      ['stem.1.running_var', [8], 'buffer', 'runningVariance'],
      ['stem.1.num_batches_tracked', [], 'buffer', 'batchCount'],
      ['b.0.weight', [8, 1, 3, 3], 'parameter', 'filter'],
      ['b.1.weight', [8], 'parameter', 'normWeight'],
      ['b.1.bias', [8], 'parameter', 'normBias'],
      ['b.1.running_mean', [8], 'buffer', 'runningMean'],
      ['b.1.running_var', [8], 'buffer', 'runningVariance'],
      ['b.1.num_batches_tracked', [], 'buffer', 'batchCount'],
      ['classifier.1.weight', [10, 8], 'parameter', 'linearWeight'],
      ['classifier.1.bias', [10], 'parameter', 'linearBias'],
    ]);
  });
});
