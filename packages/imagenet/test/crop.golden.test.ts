import { describe, expect, it } from '@jest/globals';
import { randomBox } from '../src/crop/random-box.js';
import { drawsFrom } from '../src/crop/random-resized-crop.js';
import {
  centerCrop,
  crop,
  flipHorizontal,
  type Interpolation,
  randomStream,
  resize,
} from '../src/index.js';
import { disagreeing, goldenCases, readGolden } from './golden.js';

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

interface Draw {
  readonly sampler: string;
  readonly input_wh: [number, number];
  readonly ratio: [number, number];
  readonly uniforms: number[];
  readonly aspects?: number[];
  readonly randints: [number, number][];
  readonly i: number;
  readonly j: number;
  readonly h: number;
  readonly w: number;
}

const draws = readGolden<{ draws: Draw[] }>('samplers.json').draws.filter(
  ({ sampler }) => sampler === 'torchvision' || sampler === 'timm',
);

describe('randomBox', () => {
  it.each(['torchvision', 'timm'])('leads from the draws of %s to its boxes', (sampler) => {
    const cases = draws.filter((draw) => draw.sampler === sampler);
    expect(cases.length).toBeGreaterThan(40);
    for (const draw of cases) {
      const [width, height] = draw.input_wh;
      const uniforms = draw.uniforms.values();
      const aspects = draw.aspects?.values();
      const offsets = draw.randints.values();
      const box = randomBox({ width, height }, draw.ratio, {
        area: () => Number(uniforms.next().value),
        aspect: () => {
          const exponent = Number(uniforms.next().value);
          return aspects ? Number(aspects.next().value) : Math.exp(exponent);
        },
        offset: (limit) => {
          const [expectedLimit, value] = offsets.next().value ?? [];
          expect(limit).toBe(expectedLimit);
          return Number(value);
        },
      });
      expect(box).toEqual({ left: draw.j, top: draw.i, width: draw.w, height: draw.h });
    }
  });
});

describe('randomResizedCrop', () => {
  const { statistics } = readGolden<{
    statistics: Record<string, { area_fraction: { mean: number; std: number } }>;
  }>('samplers.json');

  it.each(['torchvision', 'timm'] as const)('draws areas distributed as by %s', (rule) => {
    const { mean, std } = statistics[`${rule} 500x375`].area_fraction;
    const options = { scale: [0.08, 1], ratio: [3 / 4, 4 / 3], rule } as const;
    const draws = 20_000;
    const areas = Array.from({ length: draws }, (_, sample) => {
      const random = randomStream(0, 0, sample, 'test');
      const { width, height } = randomBox(
        { width: 500, height: 375 },
        options.ratio,
        drawsFrom(random, options),
      );
      return (width * height) / (500 * 375);
    });
    const ours = areas.reduce((sum, area) => sum + area, 0) / draws;
    // Five standard errors.
    expect(Math.abs(ours - mean)).toBeLessThan((5 * std) / Math.sqrt(draws));
  });
});
