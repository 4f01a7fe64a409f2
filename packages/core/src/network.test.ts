import { describe, expect, it } from '@jest/globals';
import { type Chain, chain } from './chain.js';
import { type NetworkOptions, network, withClasses } from './network.js';

const link = (name: string, inChannels: number, outChannels: number): Chain =>
  chain({ name, units: [{ convolution: 'dense', inChannels, outChannels }] });
const two = { name: 'net', chains: [link('a', 3, 8), link('b', 8, 4)], numClasses: 10 };

describe('network', () => {
  it('puts a classifier on the last chain', () => {
    expect(network(two).classifier).toEqual({
      key: 'classifier',
      inFeatures: 4,
      numClasses: 10,
      dropout: 0,
    });
  });

  it('takes key and dropout of the classifier', () => {
    const { classifier } = network({ ...two, classifierKey: 'head.1', dropout: 0.2 });
    expect(classifier).toMatchObject({ key: 'head.1', dropout: 0.2 });
  });

  it('is frozen and keeps its own list of chains', () => {
    const chains = [...two.chains];
    const made = network({ ...two, chains });
    chains.pop();
    expect(made.chains).toEqual(two.chains);
    expect([made, made.chains, made.classifier].every(Object.isFrozen)).toBe(true);
  });

  it.each<[string, Partial<NetworkOptions>, string]>([
    ['no chains', { chains: [] }, 'net: a network without chains; give it at least one'],
    [
      'no classes',
      { numClasses: 0 },
      'net: number of classes is 0: it must be a whole number of at least 1',
    ],
    [
      'all features dropped',
      { dropout: 1 },
      'net: dropout is 1: it must be at least 0 and below 1',
    ],
    [
      'dropout that is no number',
      { dropout: Number.NaN },
      'net: dropout is NaN: it must be at least 0 and below 1',
    ],
    [
      'neighbours that disagree',
      { chains: [link('a', 3, 8), link('b', 4, 4)] },
      'a gives 8 channels, but b wants 4: make them equal',
    ],
    [
      'two chains of one name',
      { chains: [link('a', 3, 8), link('a', 8, 4)] },
      'net: a.0 stands twice in the network; give each chain its own name',
    ],
    [
      "a classifier with a convolution's key",
      { classifierKey: 'b.0' },
      'net: b.0 stands twice in the network; give each chain its own name',
    ],
    [
      "a classifier with a batch norm's key",
      { classifierKey: 'a.1' },
      'net: a.1 stands twice in the network; give each chain its own name',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => network({ ...two, ...options })).toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'RECORD', message }),
    );
  });
});

describe('withClasses', () => {
  it('changes nothing but the number of classes', () => {
    const made = network({ ...two, dropout: 0.2 });
    const other = withClasses({ ...made, colour: 'red' }, 3);
    expect(other).toEqual({
      ...made,
      colour: 'red',
      classifier: { ...made.classifier, numClasses: 3 },
    });
    expect([other, other.classifier].every(Object.isFrozen)).toBe(true);
  });

  it('refuses half a class', () => {
    expect(() => withClasses(network(two), 2.5)).toThrow(
      'net: number of classes is 2.5: it must be a whole number of at least 1',
    );
  });
});
