import { describe, expect, it } from '@jest/globals';
import { filterShapeOihw, numberUnits, type UnitSpec } from './unit.js';

const dense: UnitSpec = { convolution: 'dense', inChannels: 3, outChannels: 8 };
const depthwise: UnitSpec = { convolution: 'depthwise', inChannels: 8, outChannels: 8 };
const pointwise: UnitSpec = { convolution: 'pointwise', inChannels: 8, outChannels: 16 };

describe('numberUnits', () => {
  it('counts an activation as a layer, and an absent one not', () => {
    const units = numberUnits('features.7', [
      { ...dense, activation: 'relu6' },
      depthwise,
      { ...pointwise, activation: 'none' },
    ]);
    expect(units.map(({ convolutionKey, normKey }) => [convolutionKey, normKey])).toEqual([
      ['features.7.0', 'features.7.1'],
      ['features.7.3', 'features.7.4'],
      ['features.7.5', 'features.7.6'],
    ]);
  });

  it('fills in stride 1 and no activation', () => {
    expect(numberUnits('a', [dense])).toEqual([
      { ...dense, stride: 1, activation: 'none', convolutionKey: 'a.0', normKey: 'a.1' },
    ]);
  });

  it('freezes each unit', () => {
    expect(numberUnits('a', [dense, depthwise]).every(Object.isFrozen)).toBe(true);
  });

  it.each<[string, UnitSpec, string]>([
    [
      'no channels',
      { ...dense, inChannels: 0 },
      'a.0: inChannels is 0: it must be a whole number of at least 1',
    ],
    [
      'half a channel',
      { ...dense, outChannels: 2.5 },
      'a.0: outChannels is 2.5: it must be a whole number of at least 1',
    ],
    ['stride 3', { ...dense, stride: 3 }, 'a.0: stride 3 does not exist, only 1 and 2 do'],
    [
      'a pointwise stride',
      { ...pointwise, stride: 2 },
      'a.0: a pointwise convolution has no stride 2; give it to a 3x3 neighbour',
    ],
    [
      'a widening depthwise convolution',
      { ...depthwise, outChannels: 16 },
      'a.0: a depthwise convolution cannot turn 8 channels into 16; widen with a pointwise one',
    ],
  ])('refuses %s', (_, spec, message) => {
    expect(() => numberUnits('a', [spec])).toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'RECORD', message }),
    );
  });
});

describe('filterShapeOihw', () => {
  it.each([
    [dense, [8, 3, 3, 3]],
    [depthwise, [8, 1, 3, 3]],
    [pointwise, [16, 8, 1, 1]],
  ])('is [out, in of each filter, height, width]', (spec, shape) => {
    expect(filterShapeOihw(numberUnits('a', [spec])[0])).toEqual(shape);
  });
});
