import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SgBlock, type SgBlockOptions, sgBlock } from './sg-block.js';

/** Each unit in a word: convolution, channels, stride, activation. */
const unitsOf = ({ units }: SgBlock): readonly string[] =>
  units.map(
    ({ convolution, inChannels, outChannels, stride, activation }) =>
      `${convolution} ${inChannels}->${outChannels} /${stride} ${activation}`,
  );
const block = (options: Omit<SgBlockOptions, 'name'>): SgBlock =>
  sgBlock({ name: 'features.4', ...options });

describe('the forms of sgBlock', () => {
  it('first: both depthwise convolutions, the last with the stride, no identity', () => {
    const made = block({ inChannels: 32, outChannels: 96, reduction: 2, stride: 2 });
    expect(made).toMatchObject({ kind: 'first', hiddenChannels: 16, stride: 2 });
    expect(made.identityChannels).toBe(0);
    expect(unitsOf(made)).toEqual([
      'depthwise 32->32 /1 relu6',
      'pointwise 32->16 /1 none',
      'pointwise 16->96 /1 relu6',
      'depthwise 96->96 /2 none',
    ]);
  });

  it('first: has no identity even where channels are equal', () => {
    const made = block({ inChannels: 32, outChannels: 32, reduction: 2 });
    expect([made.kind, made.identityChannels]).toEqual(['first', 0]);
  });

  it('reduce-expand-s1: no depthwise convolution, ends in ReLU6', () => {
    const made = block({ inChannels: 192, outChannels: 288 });
    expect(made).toMatchObject({ kind: 'reduce-expand-s1', identityChannels: 0, stride: 1 });
    expect(unitsOf(made)).toEqual(['pointwise 192->48 /1 none', 'pointwise 48->288 /1 relu6']);
  });

  it('reduce-expand-s2: one depthwise convolution with the stride', () => {
    const made = block({ inChannels: 144, outChannels: 96, stride: 2 });
    expect(made).toMatchObject({ kind: 'reduce-expand-s2', identityChannels: 0, stride: 2 });
    expect(unitsOf(made)).toEqual([
      'pointwise 144->24 /1 none',
      'pointwise 24->96 /1 relu6',
      'depthwise 96->96 /2 none',
    ]);
  });

  const full = [
    'depthwise 96->96 /1 relu6',
    'pointwise 96->16 /1 none',
    'pointwise 16->96 /1 relu6',
    'depthwise 96->96 /1 none',
  ];

  it('full: both depthwise convolutions and the identity', () => {
    const made = block({ inChannels: 96, outChannels: 96 });
    expect(made).toMatchObject({ kind: 'full', identityChannels: 96, stride: 1, reduction: 6 });
    expect(unitsOf(made)).toEqual(full);
  });

  it('full: keeps the size at stride 2, as the originals do', () => {
    const made = block({ inChannels: 96, outChannels: 96, stride: 2 });
    expect(made).toMatchObject({ kind: 'full', identityChannels: 96, stride: 1 });
    expect(unitsOf(made)).toEqual(full);
  });

  it('full: keepDepthwise changes channels and has no identity', () => {
    const made = block({ inChannels: 96, outChannels: 144, keepDepthwise: true });
    expect(made).toMatchObject({ kind: 'full', identityChannels: 0, stride: 1 });
    expect(unitsOf(made)).toEqual([
      'depthwise 96->96 /1 relu6',
      'pointwise 96->32 /1 none',
      'pointwise 32->144 /1 relu6',
      'depthwise 144->144 /1 none',
    ]);
  });

  it('full: keepDepthwise takes the identity from equal channels, too', () => {
    const made = block({ inChannels: 96, outChannels: 96, keepDepthwise: true });
    expect([made.kind, made.identityChannels]).toEqual(['full', 0]);
  });
});

describe('sgBlock', () => {
  it('numbers its units below <name>.conv', () => {
    const made = block({ inChannels: 96, outChannels: 96 });
    expect(made.units.map(({ convolutionKey }) => convolutionKey)).toEqual([
      'features.4.conv.0',
      'features.4.conv.3',
      'features.4.conv.5',
      'features.4.conv.8',
    ]);
  });

  it('is frozen', () => {
    const made = block({ inChannels: 96, outChannels: 96 });
    expect([made, made.units, ...made.units].every(Object.isFrozen)).toBe(true);
  });

  it.each([
    [96, 96, 6, 16], // 96 / 6
    [96, 144, 6, 32], // 16 is below 144 / 6 = 24, a tie between 16 and 32
    [100, 100, 6, 16], // 16 is below 100 / 6 = 16.7, so 17 rounded to a 16
    [80, 80, 3, 26], // not rounded
    [12, 16, 6, 16], // 2 is below 16 / 6
    [960, 1280, 6, 208], // 160 is below 1280 / 6 = 213.3, so 214 rounded to a 16
    [1280, 96, 6, 213],
    [8, 8, 100, 16],
  ])('%d -> %d channels reduced by %d meet in %d', (inChannels, outChannels, reduction, hidden) => {
    expect(block({ inChannels, outChannels, reduction }).hiddenChannels).toBe(hidden);
  });

  it('never has a middle narrower than a sixth of the output, less a rounding of 10 %', () => {
    const channels = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(channels, channels, fc.integer({ min: 1, max: 12 }), (i, o, reduction) => {
        const { hiddenChannels } = block({ inChannels: i, outChannels: o, reduction });
        expect(hiddenChannels).toBeGreaterThanOrEqual((0.9 * o) / 6);
        expect([Math.floor(i / reduction), 16 * Math.round(hiddenChannels / 16)]).toContain(
          hiddenChannels,
        );
      }),
    );
  });

  it.each([
    [1, 96],
    [2, 48],
    [2.5, 38],
    [3, 32],
    [4, 24],
    [100, 0],
  ])('identity multiplier %d adds %d of 96 channels', (identityMultiplier, identityChannels) => {
    const made = block({ inChannels: 96, outChannels: 96, identityMultiplier });
    expect(made.identityChannels).toBe(identityChannels);
  });

  it('has one of the forms, and its ends and stride, for any options', () => {
    const channels = fc.integer({ min: 1, max: 400 });
    const options = fc.record({
      inChannels: channels,
      outChannels: channels,
      stride: fc.constantFrom(1, 2),
      reduction: fc.integer({ min: 1, max: 8 }),
      identityMultiplier: fc.double({ min: 1, max: 8, noNaN: true }),
      keepDepthwise: fc.boolean(),
    });
    fc.assert(
      fc.property(options, (each) => {
        const made = block(each);
        const { inChannels, outChannels, stride } = each;
        expect(made).toMatchObject({ inChannels, outChannels, reduction: each.reduction });
        expect(made.stride).toBe(made.kind === 'full' ? 1 : stride);
        if (made.identityChannels > 0) expect(inChannels).toBe(outChannels);
      }),
    );
  });

  it.each<[string, Partial<SgBlockOptions>, string]>([
    [
      'reduction 2.5',
      { reduction: 2.5 },
      'features.4: reduction is 2.5: it must be a whole number of at least 1',
    ],
    ['stride 3', { stride: 3 }, 'features.4: stride 3 does not exist, only 1 and 2 do'],
    [
      'identity multiplier 0.5',
      { identityMultiplier: 0.5 },
      'features.4: identity multiplier is 0.5: it must be at least 1',
    ],
    [
      'an identity multiplier that is no number',
      { identityMultiplier: Number.NaN },
      'features.4: identity multiplier is NaN: it must be at least 1',
    ],
    [
      'no input channels',
      { inChannels: 0 },
      'features.4.conv.0: inChannels is 0: it must be a whole number of at least 1',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => block({ inChannels: 96, outChannels: 96, ...options })).toThrow(
      expect.objectContaining({ name: 'CoreError', code: 'RECORD', message }),
    );
  });
});
