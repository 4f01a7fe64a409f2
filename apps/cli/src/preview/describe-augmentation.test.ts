import { describe, expect, it } from '@jest/globals';
import type { Augmentation } from '@mobilenext/imagenet';
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

  it('names whatever else is done by chance', () => {
    const rare: Partial<Augmentation> = {
      ...{ flipVertical: 0.1, grayscale: 0.2 },
      blur: { probability: 0.3, radius: [0.1, 2] },
      jitter: { kind: 'torchvision', brightness: 0.4, contrast: 0, saturation: 0, hue: 0 },
    };
    expect(describeAugmentation({ crop: { kind: 'none' }, flip: 0, ...rare })).toBe(
      'cropped from the centre, not flipped, 10.00 % upside down, colours jittered, 20.00 % grey, 30.00 % blurred',
    );
    const never: Partial<Augmentation> = {
      ...{ flipVertical: 0, grayscale: 0 },
      blur: { probability: 0, radius: [0.1, 2] },
    };
    expect(describeAugmentation({ crop: { kind: 'none' }, flip: 0, ...never })).toBe(
      'cropped from the centre, not flipped',
    );
  });
});
