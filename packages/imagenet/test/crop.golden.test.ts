import { describe, expect, it } from '@jest/globals';
import { centerCrop, crop, flipHorizontal, type Interpolation, resize } from '../src/index.js';
import { disagreeing, goldenCases } from './golden.js';

interface BoxParameters {
  readonly w: number;
  readonly h: number;
  readonly interpolation: Interpolation;
}

describe('crops', () => {
  it('agree with torchvision CenterCrop on 44 cases, padding included', async () => {
    const cases = goldenCases<{ size_hw: [number, number] }>('crop.json', 'torchvision.CenterCrop');
    expect(cases).toHaveLength(44);
    const wrong = await disagreeing(cases, (picture, { size_hw: [height, width] }) =>
      centerCrop(picture, { width, height }, { rule: 'torchvision' }),
    );
    expect(wrong).toEqual([]);
  });

  it('agree with PaddleClas CropImage on 15 cases', async () => {
    const cases = goldenCases<{ size_as_given: number | [number, number] }>(
      'crop.json',
      'paddleclas.CropImage',
    );
    expect(cases).toHaveLength(15);
    const wrong = await disagreeing(cases, (picture, { size_as_given: size }) =>
      centerCrop(picture, typeof size === 'number' ? size : { width: size[0], height: size[1] }, {
        rule: 'paddleclas',
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(['pillow13', 'pillow10'] as const)(
    'agree with torchvision resized_crop on 76 boxes with %s',
    async (passOrder) => {
      const cases = goldenCases<
        BoxParameters & { i: number; j: number; size_hw: [number, number] }
      >('crop.json', 'torchvision.resized_crop');
      expect(cases).toHaveLength(76);
      const wrong = await disagreeing(
        cases,
        (picture, { i: top, j: left, w, h, size_hw: [height, width], interpolation }) =>
          resize(crop(picture, { left, top, width: w, height: h }), {
            ...{ width, height, interpolation, passOrder },
          }),
        (golden) =>
          (passOrder === 'pillow10' ? golden.sha256_pillow_10_4 : undefined) ?? golden.sha256,
      );
      expect(wrong).toEqual([]);
    },
  );

  it('agree with PaddleClas RandCropImage on Pillow on 36 boxes', async () => {
    const cases = goldenCases<
      BoxParameters & { left: number; top: number; size_wh: [number, number]; backend: string }
    >('crop.json', 'paddleclas.RandCropImage').filter(({ params }) => params.backend === 'pil');
    expect(cases).toHaveLength(36);
    const wrong = await disagreeing(
      cases,
      (picture, { left, top, w, h, size_wh: [width, height], interpolation }) =>
        resize(crop(picture, { left, top, width: w, height: h }), {
          ...{ width, height, interpolation, passOrder: 'pillow10' },
        }),
    );
    expect(wrong).toEqual([]);
  });

  it('flip as Pillow does', async () => {
    const cases = ['hflip', 'paddleclas.RandFlipImage'].flatMap((op) =>
      goldenCases('augment.json', op),
    );
    expect(cases).toHaveLength(9);
    expect(await disagreeing(cases, flipHorizontal)).toEqual([]);
  });
});
