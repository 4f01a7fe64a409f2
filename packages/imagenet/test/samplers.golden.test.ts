import { describe, expect, it } from '@jest/globals';
import { erase } from '@mobilenext/pictures/augment';
import {
  cutoutBox,
  erasingBoxes,
  erasingDraws,
  type RandomErasing,
} from '../src/augment/erasing.js';
import { paddleBox } from '../src/crop/paddle-box.js';
import { randomBox } from '../src/crop/random-box.js';
import { drawBox, type RandomCropRule } from '../src/crop/random-resized-crop.js';
import { type Picture, type Rgb, randomStream } from '../src/index.js';
import { disagreeing, goldenCases, readGolden, sha256 } from './golden.js';

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

describe('paddleBox', () => {
  const { paddleclas_draws: cases } = readGolden<{
    paddleclas_draws: {
      readonly input_wh: [number, number];
      readonly ratio_draw: number;
      readonly area_draw_unit: number;
      readonly area_range: [number, number];
      readonly max_offset_wh: [number, number];
      readonly left: number;
      readonly top: number;
      readonly w: number;
      readonly h: number;
    }[];
  }>('samplers.json');

  it('leads from the 56 draws of PaddleClas to its boxes', () => {
    expect(cases).toHaveLength(56);
    for (const golden of cases) {
      const [width, height] = golden.input_wh;
      const limits = golden.max_offset_wh.values();
      const offsets = [golden.left, golden.top].values();
      const box = paddleBox({ width, height }, [0.08, 1], {
        rootAspect: () => Math.sqrt(golden.ratio_draw),
        area: (low, high) => {
          expect([low, high]).toEqual(golden.area_range);
          return low + (high - low) * golden.area_draw_unit;
        },
        offset: (limit) => {
          expect(limit).toBe(limits.next().value);
          return Number(offsets.next().value);
        },
      });
      const { left, top, w, h } = golden;
      expect(box).toEqual({ left, top, width: w, height: h });
    }
  });
});

interface Distribution {
  readonly mean: number;
  readonly std: number;
  readonly quantiles: number[];
}

type Statistics = Record<
  'area_fraction' | 'aspect_w_over_h' | 'log_aspect' | 'width' | 'height',
  Distribution
> & { readonly top_over_room: Distribution; readonly left_over_room: Distribution } & {
  readonly full_picture_share: number;
};

const LEVELS = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const GOLDEN_DRAWS = 200_000;
/** Standard errors: by chance one in 1.7 million comparisons is further off. */
const CONFIDENCE = 5;

/** How many of sorted numbers are below a value. */
function placeOf(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Compares mean and quantiles of a sample with those of another of `GOLDEN_DRAWS`. */
function expectSameDistribution(sample: Float64Array, golden: Distribution, what: string): void {
  const { length } = sample;
  const error = Math.sqrt(1 / length + 1 / GOLDEN_DRAWS);
  const mean = sample.reduce((sum, value) => sum + value, 0) / length;
  // Recorded means have six decimals.
  const offBy = Math.abs(mean - golden.mean) - 1e-6;
  expect({ what, mean, isNear: offBy < CONFIDENCE * golden.std * error }).toMatchObject({
    isNear: true,
  });
  const sorted = sample.toSorted();
  LEVELS.forEach((level, i) => {
    const value = golden.quantiles[i];
    const slack = CONFIDENCE * Math.sqrt(level * (1 - level)) * error;
    // Many draws have the very value, which stands on both sides.
    const below = placeOf(sorted, value - 1e-6) / length;
    const upTo = placeOf(sorted, value + 1e-6) / length;
    expect({ what, level, isNear: below - slack <= level && level <= upTo + slack }).toMatchObject({
      isNear: true,
    });
  });
}

describe('drawBox', () => {
  const { statistics } = readGolden<{ statistics: Record<string, Statistics> }>('samplers.json');

  it.each(Object.keys(statistics))('draws as %s', (name) => {
    const golden = statistics[name];
    const [rule] = name.split(' ');
    const [width, height] = (name.split(' ').at(-1) ?? '').split('x').map(Number);
    const scale = name.includes('scale 0.35-1') ? ([0.35, 1] as const) : ([0.08, 1] as const);
    const options = { scale, ratio: [3 / 4, 4 / 3], rule: rule as RandomCropRule } as const;
    const draws = name === 'paddleclas 500x375' ? GOLDEN_DRAWS / 2 : GOLDEN_DRAWS / 10;
    const random = randomStream(1, 0, 0, name);
    const boxes = Array.from({ length: draws }, () => drawBox({ width, height }, random, options));
    const of = (value: (box: (typeof boxes)[number]) => number): Float64Array =>
      Float64Array.from(boxes, value);
    const check = (key: Exclude<keyof Statistics, 'full_picture_share'>, sample: Float64Array) =>
      expectSameDistribution(sample, golden[key], `${name} ${key}`);
    check(
      'area_fraction',
      of((box) => (box.width * box.height) / (width * height)),
    );
    check(
      'aspect_w_over_h',
      of((box) => box.width / box.height),
    );
    check(
      'log_aspect',
      of((box) => Math.log(box.width / box.height)),
    );
    check(
      'width',
      of((box) => box.width),
    );
    check(
      'height',
      of((box) => box.height),
    );
    const inRoom = (offset: number, room: number): number[] => (room > 0 ? [offset / room] : []);
    check(
      'top_over_room',
      Float64Array.from(boxes.flatMap((box) => inRoom(box.top, height - box.height))),
    );
    check(
      'left_over_room',
      Float64Array.from(boxes.flatMap((box) => inRoom(box.left, width - box.width))),
    );
  });
});

describe('erasing', () => {
  const erasing = {
    kind: 'timm',
    probability: 1,
    mode: 'const',
    area: [0.02, 1 / 3],
    aspect: [0.3, 1 / 0.3],
    logAspect: true,
    count: [1, 1],
    mean: [0, 0, 0],
    std: [0, 0, 0],
  } as const satisfies RandomErasing;

  it('leads from the 24 draws of timm to its pixels', () => {
    const cases = readGolden<{
      draws: {
        readonly sampler: string;
        readonly input_hw: [number, number];
        readonly count: number;
        readonly uniforms: number[];
        readonly randints: [number, number][];
        readonly erased_pixels: number;
        readonly mask_sha256: string;
      }[];
    }>('samplers.json').draws.filter(({ sampler }) => sampler === 'timm_erasing');
    expect(cases).toHaveLength(24);
    for (const golden of cases) {
      const [height, width] = golden.input_hw;
      const uniforms = golden.uniforms.values();
      const offsets = golden.randints.slice(golden.count > 1 ? 1 : 0).values();
      const boxes = erasingBoxes(
        { width, height },
        { kind: 'timm' },
        {
          count: () => golden.count,
          area: () => Number(uniforms.next().value),
          aspect: () => Math.exp(Number(uniforms.next().value)),
          offset: (limit) => {
            const [expectedLimit, value] = offsets.next().value ?? [];
            expect(limit).toBe(expectedLimit);
            return Number(value);
          },
        },
      );
      const blank: Picture = { width, height, data: new Uint8Array(width * height * 3) };
      const erased = boxes.reduce<Picture>((picture, box) => erase(picture, box, [1, 1, 1]), blank);
      const mask = erased.data.filter((_, i) => i % 3 === 0);
      expect(mask.reduce((sum, one) => sum + one, 0)).toBe(golden.erased_pixels);
      expect(sha256(mask)).toBe(golden.mask_sha256);
    }
  });

  it('erases areas as timm does', () => {
    const { mean, quantiles } = readGolden<{
      erasing_statistics: Record<string, Distribution>;
    }>('samplers.json').erasing_statistics['timm area_fraction (20000 draws)'];
    const draws = 20_000;
    const random = randomStream(1, 0, 0, 'erasing');
    const size = { width: 224, height: 224 };
    const areas = Array.from({ length: draws }, () =>
      erasingBoxes(size, { kind: 'timm' }, erasingDraws(erasing, random)).reduce(
        (sum, { width, height }) => sum + (width * height) / 224 ** 2,
        0,
      ),
    ).sort((a, b) => a - b);
    const error = CONFIDENCE * Math.sqrt(2 / draws);
    const ours = areas.reduce((sum, area) => sum + area, 0) / draws;
    // The deviation of a uniform number from 0.02 to 1/3.
    expect(Math.abs(ours - mean)).toBeLessThan((error * (1 / 3 - 0.02)) / Math.sqrt(12));
    [0.05, 0.25, 0.5, 0.75, 0.95].forEach((level, i) => {
      const share = areas.filter((area) => area <= quantiles[i]).length / draws;
      expect(Math.abs(share - level)).toBeLessThan(error * Math.sqrt(level * (1 - level)) + 1e-3);
    });
  });

  it('finds boxes and fills them as PaddleClas does', async () => {
    const cases = goldenCases<{
      area_fraction: number;
      aspect: number;
      top: number;
      left: number;
      mean: Rgb;
    }>('augment.json', 'paddleclas.RandomErasing');
    expect(cases).toHaveLength(3);
    const wrong = await disagreeing(cases, (picture, params) => {
      const offsets = [params.top, params.left].values();
      const [box] = erasingBoxes(
        picture,
        { kind: 'paddleclas' },
        {
          count: () => 1,
          area: () => params.area_fraction,
          aspect: () => params.aspect,
          offset: () => Number(offsets.next().value),
        },
      );
      return erase(picture, box, params.mean);
    });
    expect(wrong).toEqual([]);
  });

  it('cuts holes as PaddleClas does', async () => {
    const cases = goldenCases<{ center_y: number; center_x: number; length: number }>(
      'augment.json',
      'paddleclas.Cutout',
    );
    expect(cases).toHaveLength(5);
    const wrong = await disagreeing(cases, (picture, { center_y: y, center_x: x, length }) =>
      erase(picture, cutoutBox(picture, length, { y, x }), [0, 0, 0]),
    );
    expect(wrong).toEqual([]);
  });
});
