import { describe, expect, it } from '@jest/globals';
import { describeAugmentation } from './describe-augmentation.js';

describe('describeAugmentation', () => {
  it('names the crop and how many pictures are flipped', () => {
    expect(describeAugmentation({ crop: { kind: 'padAndCrop', padding: 4 }, flip: 0.5 })).toBe(
      'padded by 4 and cropped at random, 50.00 % flipped',
    );
    expect(describeAugmentation({ crop: { kind: 'none' }, flip: 0 })).toBe(
      'cropped from the centre, not flipped',
    );
  });
});
