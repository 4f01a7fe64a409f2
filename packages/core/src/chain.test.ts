import { describe, expect, it } from '@jest/globals';
import { type ChainOptions, chain } from './chain.js';
import type { UnitSpec } from './unit.js';

const dense = (inChannels: number, outChannels: number, stride = 1): UnitSpec => ({
  convolution: 'dense',
  inChannels,
  outChannels,
  stride,
});

describe('chain', () => {
  it('takes its channels from both ends and multiplies the strides', () => {
    const made = chain({ name: 'a', units: [dense(3, 8, 2), dense(8, 4), dense(4, 6, 2)] });
    expect(made).toMatchObject({ inChannels: 3, outChannels: 6, stride: 4, identityChannels: 0 });
  });

  it('is of kind chain and numbers its units below its name, unless told otherwise', () => {
    const plain = chain({ name: 'a', units: [dense(3, 8)] });
    expect([plain.kind, plain.units[0].convolutionKey]).toEqual(['chain', 'a.0']);
    const told = chain({ name: 'a', kind: 'stem', prefix: 'a.conv', units: [dense(3, 8)] });
    expect([told.kind, told.units[0].convolutionKey]).toEqual(['stem', 'a.conv.0']);
  });

  it.each([0, 1, 3])('may add %d leading channels of its input', (identityChannels) => {
    const made = chain({ name: 'a', units: [dense(3, 8)], identityChannels });
    expect(made.identityChannels).toBe(identityChannels);
  });

  it('is frozen with its list of units', () => {
    const made = chain({ name: 'a', units: [dense(3, 8)] });
    expect([made, made.units, ...made.units].every(Object.isFrozen)).toBe(true);
  });

  it.each<[string, Omit<ChainOptions, 'name'>, string]>([
    ['no units', { units: [] }, 'a: a chain without units; give it at least one'],
    [
      'neighbours that disagree',
      { units: [dense(3, 8), dense(6, 6)] },
      'a.0 gives 8 channels, but a.2 wants 6: make them equal',
    ],
    [
      'an identity wider than its input',
      { units: [dense(3, 8)], identityChannels: 4 },
      'a: an identity of 4 channels, but input and output share 3: give a whole number from 0 to 3',
    ],
    [
      'an identity wider than its output',
      { units: [dense(8, 3)], identityChannels: 4 },
      'a: an identity of 4 channels, but input and output share 3: give a whole number from 0 to 3',
    ],
    [
      'an identity of half a channel',
      { units: [dense(3, 3)], identityChannels: 0.5 },
      'a: an identity of 0.5 channels, but input and output share 3: give a whole number from 0 to 3',
    ],
    [
      'an identity across a stride',
      { units: [dense(3, 3, 2)], identityChannels: 3 },
      'a: an identity across stride 2, but input and output differ in size: set identityChannels to 0 or all strides to 1',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => chain({ name: 'a', ...options })).toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'RECORD', message }),
    );
  });
});
