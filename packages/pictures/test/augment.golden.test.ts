import { describe, expect, it } from '@jest/globals';
import * as augment from '../src/augment/index.js';
import type { GeometryInterpolation, OpencvInterpolation } from '../src/augment/index.js';
import type { Picture } from '../src/resample/picture.js';
import { disagreeing, type GoldenCase, readGolden, sha256 } from './golden.js';

interface Parameters {
  readonly [name: string]: unknown;
  readonly factor: number;
  readonly resample: GeometryInterpolation;
  readonly fill: readonly [number, number, number] | null;
  readonly magnitude: number;
  readonly sign: number;
  readonly op: string;
  readonly order: readonly string[];
}

type Apply = (picture: Picture, parameters: Parameters) => Picture;

const geometry = ({ resample, fill }: Parameters) => ({
  interpolation: resample,
  fill: fill ?? undefined,
});

const byLuma = (picture: Picture): Picture => ({ ...picture, data: augment.luma(picture) });

const jitter: Apply = (picture, parameters) =>
  parameters.order.reduce((input, name) => {
    const factor = parameters[name] as number;
    switch (name) {
      case 'brightness':
        return augment.adjustBrightness(input, factor);
      case 'contrast':
        return augment.adjustContrast(input, factor);
      case 'saturation':
        return augment.adjustSaturation(input, factor);
      default:
        return augment.adjustHue(input, factor);
    }
  }, picture);

/** Each transform takes the next draw; a hue transform of range 0 takes none and does nothing. */
const paddleclasJitter: Apply = (picture, parameters) => {
  const draws = (parameters.draws as { range: [number, number]; value: number }[]).values();
  const drawsHue = (parameters.draws as unknown[]).length === parameters.order.length;
  const names = parameters.order
    .map((name) => name.replace('Transform', '').toLowerCase())
    .filter((name) => name !== 'hue' || drawsHue);
  const factors = names.map((name) => [name, draws.next().value?.value] as const);
  return jitter(picture, { ...parameters, order: names, ...Object.fromEntries(factors) });
};

const torchvisionOperation: Apply = (picture, parameters) => {
  const { magnitude } = parameters;
  const options = geometry(parameters);
  switch (parameters.op) {
    case 'ShearX':
      return augment.torchvisionShearX(picture, magnitude, options);
    case 'ShearY':
      return augment.torchvisionShearY(picture, magnitude, options);
    case 'TranslateX':
      return augment.torchvisionTranslateX(picture, magnitude, options);
    case 'TranslateY':
      return augment.torchvisionTranslateY(picture, magnitude, options);
    case 'Rotate':
      return augment.rotate(picture, magnitude, options);
    case 'Brightness':
      return augment.adjustBrightness(picture, 1 + magnitude);
    case 'Color':
      return augment.adjustSaturation(picture, 1 + magnitude);
    case 'Contrast':
      return augment.adjustContrast(picture, 1 + magnitude);
    case 'Sharpness':
      return augment.adjustSharpness(picture, 1 + magnitude);
    case 'Posterize':
      return augment.posterize(picture, Math.trunc(magnitude));
    default:
      return augment.solarize(picture, magnitude);
  }
};

const paddleclasOperation: Apply = (picture, { op, magnitude, sign }) => {
  switch (op) {
    case 'shearX':
      return augment.paddleclasShearX(picture, magnitude * sign);
    case 'shearY':
      return augment.paddleclasShearY(picture, magnitude * sign);
    case 'translateX':
      return augment.paddleclasTranslateX(picture, magnitude * sign);
    case 'translateY':
      return augment.paddleclasTranslateY(picture, magnitude * sign);
    case 'rotate':
      return augment.paddleclasRotate(picture, magnitude);
    case 'color':
      return augment.adjustSaturation(picture, 1 + magnitude * sign);
    case 'contrast':
      return augment.adjustContrast(picture, 1 + magnitude * sign);
    case 'sharpness':
      return augment.adjustSharpness(picture, 1 + magnitude * sign);
    case 'brightness':
      return augment.adjustBrightness(picture, 1 + magnitude * sign);
    case 'posterize':
      return augment.posterize(picture, Math.trunc(magnitude));
    case 'solarize':
      return augment.solarize(picture, magnitude);
    case 'autocontrast':
      return augment.autocontrast(picture);
    case 'equalize':
      return augment.equalize(picture);
    default:
      return augment.invert(picture);
  }
};

type Color = readonly [number, number, number];

const erase: Apply = (picture, { i, j, h, w, value }) => {
  const color: Color = typeof value === 'number' ? [value, value, value] : (value as Color);
  const [left, top, width, height] = [j, i, w, h] as number[];
  return augment.erase(picture, { left, top, width, height }, color);
};

const paddleclasErase: Apply = (picture, { left, top, w, h, mean }) => {
  const [x, y, width, height] = [left, top, w, h] as number[];
  return augment.erase(picture, { left: x, top: y, width, height }, mean as Color);
};

/** An odd length loses a pixel. */
const cutout: Apply = (picture, parameters) => {
  const half = (parameters.length as number) >> 1;
  const span = (center: number, size: number): [begin: number, length: number] => {
    const begin = Math.max(center - half, 0);
    return [begin, Math.min(center + half, size) - begin];
  };
  const [left, width] = span(parameters.center_x as number, picture.width);
  const [top, height] = span(parameters.center_y as number, picture.height);
  return augment.erase(picture, { left, top, width, height }, [0, 0, 0]);
};

const OPERATIONS: readonly (readonly [op: string, cases: number, apply: Apply])[] = [
  ['hflip', 8, augment.flipHorizontal],
  ['paddleclas.RandFlipImage', 1, augment.flipHorizontal],
  ['vflip', 8, augment.flipVertical],
  ['brightness', 102, (p, { factor }) => augment.adjustBrightness(p, factor)],
  ['contrast', 102, (p, { factor }) => augment.adjustContrast(p, factor)],
  ['color', 102, (p, { factor }) => augment.adjustSaturation(p, factor)],
  ['sharpness', 102, (p, { factor }) => augment.adjustSharpness(p, factor)],
  ['pil.filter_smooth', 8, augment.smooth],
  ['torchvision.adjust_hue', 112, (p, c) => augment.adjustHue(p, c.hue_factor as number)],
  ['paddle.adjust_hue', 27, (p, c) => augment.adjustHue(p, c.hue_factor as number)],
  ['color_jitter', 15, jitter],
  ['paddleclas.ColorJitter', 24, paddleclasJitter],
  ['torchvision.erase', 12, erase],
  ['paddleclas.RandomErasing', 3, paddleclasErase],
  ['paddleclas.Cutout', 5, cutout],
  ['grayscale', 16, (p, c) => (c.channels === 1 ? byLuma(p) : augment.grayscale(p))],
  ['autocontrast', 32, (p, c) => augment.autocontrast(p, c.cutoff as number)],
  ['equalize', 8, augment.equalize],
  ['invert', 8, augment.invert],
  ['posterize', 67, (p, c) => augment.posterize(p, c.bits as number)],
  ['solarize', 80, (p, c) => augment.solarize(p, c.threshold as number)],
  ['solarize_add', 56, (p, c) => augment.solarizeAdd(p, c.add as number, c.threshold as number)],
  ['pil.gaussian_blur', 48, (p, c) => augment.gaussianBlur(p, c.radius as number)],
  ['pil.affine', 45, (p, c) => augment.affine(p, c.matrix as augment.AffineMatrix, geometry(c))],
  ['rotate', 162, (p, c) => augment.rotate(p, c.degrees as number, geometry(c))],
  ['shear_x', 63, (p, c) => augment.shearX(p, c.factor, geometry(c))],
  ['shear_y', 63, (p, c) => augment.shearY(p, c.factor, geometry(c))],
  ['translate_x_abs', 54, (p, c) => augment.translateX(p, c.pixels as number, geometry(c))],
  ['translate_y_abs', 54, (p, c) => augment.translateY(p, c.pixels as number, geometry(c))],
  ['translate_x_rel', 63, (p, c) => augment.translateX(p, c.pixels as number, geometry(c))],
  ['translate_y_rel', 63, (p, c) => augment.translateY(p, c.pixels as number, geometry(c))],
  ['torchvision.affine', 27, (p, c) => augment.torchvisionAffine(p, { ...c, ...geometry(c) })],
  ['torchvision.autoaugment_op', 129, torchvisionOperation],
  ['paddleclas.autoaugment_op', 237, paddleclasOperation],
  ['paddleclas.randaugment_op', 209, paddleclasOperation],
];

const { cases } = readGolden<{ cases: GoldenCase<Parameters>[] }>('augment.json');

describe('operations with given parameters', () => {
  it('are all of the 2,115 cases', () => {
    const counts = OPERATIONS.map(([, count]) => count);
    expect(counts.reduce((sum, count) => sum + count)).toBe(cases.length);
  });

  it.each(OPERATIONS)('%s agrees on all %i cases', async (op, count, apply) => {
    const ofOperation = cases.filter((golden) => golden.op === op);
    expect(ofOperation).toHaveLength(count);
    expect(await disagreeing(ofOperation, apply)).toEqual([]);
  });
});

it('blend agrees with Pillow on all pairs of bytes and 25 factors', () => {
  const { alpha_to_sha256: hashes } = readGolden<{ alpha_to_sha256: Record<string, string> }>(
    'blend.json',
  );
  const levels = Array.from({ length: 65_536 }, (_, i) => i);
  const ofRow = greyPicture(levels.map((i) => i >> 8));
  const ofColumn = greyPicture(levels.map((i) => i & 255));
  const wrong = Object.entries(hashes).filter(([factor, hash]) => {
    const { data } = augment.blend(ofRow, ofColumn, Number(factor));
    return sha256(data.filter((_, i) => i % 3 === 0)) !== hash;
  });
  expect(Object.keys(hashes)).toHaveLength(25);
  expect(wrong).toEqual([]);
});

const greyPicture = (levels: readonly number[]): Picture => ({
  ...{ width: 256, height: 256 },
  data: Uint8Array.from(levels.flatMap((level) => [level, level, level])),
});

interface ResizeParameters {
  readonly size: [number, number];
  readonly interpolation: string;
}

/**
 * OpenCV leaves `cubic` to Intel's library, whose last bits depend on the processor; pictures with a
 * side of three pixels it scales in another way. Bytes differ by one level.
 */
const UNEQUAL = ['cv2-a-bicubic-224x224', 'cv2-c-bicubic-17x19', 'cv2-wide-bicubic-40x9'];

describe('opencvResize', () => {
  const OPENCV_NAMES: Readonly<Record<string, OpencvInterpolation>> = {
    ...{ nearest: 'nearest', bilinear: 'linear', bicubic: 'cubic', area: 'area' },
    lanczos: 'lanczos4',
  };
  const all = readGolden<{ cases: GoldenCase<ResizeParameters>[] }>('opencv_resize.json').cases;

  it.each(Object.entries(OPENCV_NAMES))('agrees on 21 cases of %s', async (name, interpolation) => {
    const ofName = all.filter(({ params }) => params.interpolation === name);
    expect(ofName).toHaveLength(21);
    const wrong = await disagreeing(ofName, (picture, { size: [width, height] }) =>
      augment.opencvResize(picture, { width, height, interpolation }),
    );
    expect(wrong).toEqual(UNEQUAL.filter((id) => id.includes(`-${name}-`)));
  });
});
