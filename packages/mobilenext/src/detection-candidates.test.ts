import { describe, expect, it } from '@jest/globals';
import { detectionCandidates } from './detection-candidates.js';
import { IMAGENET_224, SMALL_32 } from './preprocessing.js';

const SHAPES = { width: 0.1, numClasses: 2 };

describe('detectionCandidates', () => {
  it('leaves open all that is not known, the usual size of each strides first', () => {
    const { geometries, inputs, identityMultipliers } = detectionCandidates(SHAPES);
    const sizesOf = (name: string) =>
      geometries.filter(({ strides }) => strides === name).map((each) => each.preprocessing.size);
    expect(sizesOf('imagenet')).toEqual([224, 160, 128, 96, 64, 32]);
    expect(sizesOf('small')).toEqual([32, 64]);
    expect(geometries[0].preprocessing).toEqual(IMAGENET_224);
    // Four normalisations in both orders, and Caffe's in its own.
    expect(inputs).toHaveLength(9);
    expect(inputs.filter(({ normalization }) => normalization === 'caffe')).toEqual([
      expect.objectContaining({ channelOrder: 'bgr' }),
    ]);
    expect(identityMultipliers).toEqual([1, 2, 3, 6]);
  });

  it('has one candidate where everything is known', () => {
    const known = { strides: 'small', identityMultiplier: 2, size: 48 } as const;
    const pictures = { normalization: 'caffe', channelOrder: 'rgb' } as const;
    const candidates = detectionCandidates(SHAPES, { ...known, ...pictures });
    const [geometry, ...others] = candidates.geometries;
    expect(others).toEqual([]);
    expect(geometry).toMatchObject({ strides: 'small', preprocessing: { size: 48 } });
    expect(geometry.preprocessing.resize?.shortSide).toBe(55);
    expect(candidates.inputs).toMatchObject([pictures]);
    expect(candidates.identityMultipliers).toEqual([2]);
  });

  it('asks nothing about pictures where their preprocessing is known', () => {
    const preprocessing = { ...SMALL_32, channelOrder: 'bgr' } as const;
    const { geometries, inputs } = detectionCandidates(SHAPES, { preprocessing });
    expect(geometries).toEqual([
      { strides: 'imagenet', preprocessing },
      { strides: 'small', preprocessing },
    ]);
    expect(inputs).toMatchObject([{ normalization: 'imagenet', channelOrder: 'bgr' }]);
    const own = { ...SMALL_32, mean: [0.1, 0.2, 0.3] } as const;
    expect(detectionCandidates(SHAPES, { preprocessing: own }).inputs).toMatchObject([
      { normalization: 'saved', mean: own.mean, channelOrder: 'rgb' },
    ]);
  });

  it('makes the network of a candidate', () => {
    const { networkOf } = detectionCandidates(SHAPES);
    expect(networkOf({ strides: 'small', identityMultiplier: 3 })).toMatchObject({
      width: 0.1,
      identityMultiplier: 3,
      strides: { stem: 1 },
    });
  });
});
