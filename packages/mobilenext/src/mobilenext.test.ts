import { describe, expect, it } from '@jest/globals';
import { countParameters, multiplyAdds, stateDict } from '@mobilenext/core';
import fc from 'fast-check';
import { type MobileNeXt, type MobileNeXtOptions, mobileNeXt } from './mobilenext.js';
import { STAGES, STRIDES } from './stages.js';

const totalStride = ({ chains }: MobileNeXt): number =>
  chains.reduce((product, { stride }) => product * stride, 1);

/** Output channels of the stem and of each stage. */
function stageChannels({ chains }: MobileNeXt): readonly number[] {
  const ends = STAGES.map((_, stage) =>
    STAGES.slice(0, stage + 1).reduce((blocks, { n }) => blocks + n, 0),
  );
  return [0, ...ends].map((chain) => chains[chain].outChannels);
}

describe('mobileNeXt', () => {
  it('is width 1.0 with 1000 classes for ImageNet, unless told otherwise', () => {
    const network = mobileNeXt();
    expect(network).toMatchObject({
      name: 'mobilenext',
      width: 1,
      identityMultiplier: 1,
      strides: STRIDES.imagenet,
      classifier: { key: 'classifier.1', inFeatures: 1280, numClasses: 1000, dropout: 0.2 },
    });
    expect(countParameters(network)).toBe(3_535_416);
  });

  it('has a stem and twenty sandglass blocks', () => {
    const { chains, blocks } = mobileNeXt();
    expect(chains.map(({ name }) => name)).toEqual(
      Array.from({ length: 21 }, (_, index) => `features.${index}`),
    );
    expect(chains[0].kind).toBe('stem');
    expect(chains.slice(1)).toEqual(blocks);
  });

  it.each<[string, MobileNeXtOptions, readonly number[]]>([
    ['width 0.6', { width: 0.6 }, [24, 56, 88, 112, 176, 232, 344, 576, 1280]],
    ['width 2', { width: 2 }, [64, 192, 288, 384, 576, 768, 1152, 1920, 2560]],
    ['divisor 16', { divisor: 16 }, [32, 96, 144, 192, 288, 384, 576, 960, 1280]],
    [
      'divisor 16 at width 0.6',
      { width: 0.6, divisor: 16 },
      [32, 64, 80, 112, 176, 224, 352, 576, 1280],
    ],
    ['width 0.1, by 4', { width: 0.1 }, [4, 12, 16, 20, 28, 40, 56, 96, 1280]],
    ['width 0.1 by 8', { width: 0.1, divisor: 8 }, [8, 16, 16, 24, 32, 40, 56, 96, 1280]],
  ])('has the channels of %s', (_, options, channels) => {
    expect(stageChannels(mobileNeXt(options))).toEqual(channels);
  });

  it('divides the sides of pictures by 32, or by 8 with small strides', () => {
    expect(totalStride(mobileNeXt())).toBe(32);
    expect(totalStride(mobileNeXt({ strides: 'small' }))).toBe(8);
  });

  it('takes strides of your own', () => {
    const strides = { stem: 2, stages: [2, 1, 1, 2, 1, 1, 1, 1] } as const;
    const network = mobileNeXt({ strides });
    expect(network.strides).toEqual(strides);
    expect(totalStride(network)).toBe(8);
  });

  it('loses a stride, as the original, where so narrow stages have equal channels', () => {
    const network = mobileNeXt({ width: 0.13 });
    expect(stageChannels(network).slice(2, 4)).toEqual([24, 24]);
    expect(network.blocks[2]).toMatchObject({ kind: 'full', stride: 1, identityChannels: 24 });
    expect(totalStride(network)).toBe(16);
  });

  it.each([1, 2, 2.5, 4])('adds one part in %d of the channels in each identity', (multiplier) => {
    const { blocks } = mobileNeXt({ identityMultiplier: multiplier });
    const added = blocks.filter(({ identityChannels }) => identityChannels > 0);
    expect(added.map(({ name }) => name)).toEqual(
      [4, 5, 7, 8, 10, 11, 12, 14, 15, 16, 18, 19].map((index) => `features.${index}`),
    );
    for (const { identityChannels, inChannels } of added) {
      expect(identityChannels).toBe(Math.floor(inChannels / multiplier));
    }
  });

  it('has the same tensors whatever the strides and the identity multiplier', () => {
    const plain = stateDict(mobileNeXt({ width: 0.35 }));
    expect(stateDict(mobileNeXt({ width: 0.35, strides: 'small' }))).toEqual(plain);
    expect(stateDict(mobileNeXt({ width: 0.35, identityMultiplier: 2 }))).toEqual(plain);
  });

  it('is frozen', () => {
    const { strides, blocks, classifier, chains, ...network } = mobileNeXt();
    const parts = [strides, strides.stages, blocks, ...blocks, classifier, chains, ...chains];
    expect([mobileNeXt(), ...parts].every(Object.isFrozen)).toBe(true);
    expect(Object.keys(network)).toEqual(['name', 'width', 'identityMultiplier']);
  });

  it('builds a consistent network of any width', () => {
    const options = fc.record({
      width: fc.double({ min: 0.05, max: 3, noNaN: true }),
      divisor: fc.constantFrom(4, 8, 16),
      numClasses: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(options, (each) => {
        const network = mobileNeXt(each);
        expect(network.blocks).toHaveLength(20);
        const stride = totalStride(network);
        if (each.width >= (0.14 * each.divisor) / 8) expect(stride).toBe(32);
        expectNeighboursToFit(network);
        for (const { outChannels } of network.chains) expect(outChannels % each.divisor).toBe(0);
        expect(network.classifier.inFeatures).toBeGreaterThanOrEqual(1280);
        expect(network.classifier.numClasses).toBe(each.numClasses);
        const { layers } = multiplyAdds(network, { height: 64, width: 64 });
        expect(layers[layers.length - 2].outputShape.slice(1)).toEqual([64 / stride, 64 / stride]);
      }),
    );
  });

  it.each<[string, MobileNeXtOptions, string, string]>([
    [
      'width 0',
      { width: 0 },
      'OPTION',
      'width is 0: it must be a number above 0, for example 0.35',
    ],
    [
      'width NaN',
      { width: Number.NaN },
      'OPTION',
      'width is NaN: it must be a number above 0, for example 0.35',
    ],
    [
      'an endless width',
      { width: Number.POSITIVE_INFINITY },
      'OPTION',
      'width is Infinity: it must be a number above 0, for example 0.35',
    ],
    [
      'divisor 0',
      { divisor: 0 },
      'OPTION',
      'divisor is 0: it must be a whole number of at least 1',
    ],
    [
      'strides of two stages',
      { strides: { stem: 1, stages: [1, 2] } },
      'OPTION',
      'strides of 2 stages: give 8, one for each row of STAGES',
    ],
    [
      'strides by an unknown name',
      JSON.parse('{"strides":"tiny"}') as MobileNeXtOptions,
      'OPTION',
      "no strides are called 'tiny': give imagenet, small or a table of your own",
    ],
    [
      'no classes',
      { numClasses: 0 },
      'RECORD',
      'mobilenext: number of classes is 0: it must be a whole number of at least 1',
    ],
    [
      'identity multiplier 0',
      { identityMultiplier: 0 },
      'RECORD',
      'features.1: identity multiplier is 0: it must be at least 1',
    ],
  ])('refuses %s', (_, options, code, message) => {
    expect(() => mobileNeXt(options)).toThrow(expect.objectContaining({ code, message }));
  });
});

function expectNeighboursToFit({ chains, classifier }: MobileNeXt): void {
  let channels = 3;
  for (const unit of chains.flatMap(({ units }) => units)) {
    expect(unit.inChannels).toBe(channels);
    channels = unit.outChannels;
  }
  expect(classifier.inFeatures).toBe(channels);
}
