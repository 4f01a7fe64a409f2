import { type PictureSize, type PixelBox, type Rgb, roundHalfEven } from '@mobilenext/pictures';
import { between, chance, normal } from '../random/distributions.js';
import type { RandomStream } from '../random/random-stream.js';
import type { ErasingNoise, Operation } from './operation.js';

/** Boxes of a picture replaced, as data. */
export type Erasing = RandomErasing | Cutout;

/** Black squares about random centres, clipped to the picture. */
export interface Cutout {
  readonly kind: 'cutout';
  readonly holes: number;
  /** Side in pixels; an odd one loses a pixel, as in PaddleClas. */
  readonly length: number;
}

/** Boxes of random areas replaced by a colour or by noise. */
export interface RandomErasing {
  readonly kind: 'timm' | 'paddleclas';
  /** Share of the pictures. */
  readonly probability: number;
  /** A colour, a random colour, or noise in every pixel. */
  readonly mode: 'const' | 'rand' | 'pixel';
  /** Range of the share of the area, of all boxes together. */
  readonly area: readonly [number, number];
  /** Range of height over width. */
  readonly aspect: readonly [number, number];
  /** Whether the aspect is uniform in its logarithm, as always in timm. */
  readonly logAspect: boolean;
  /** Boxes a picture, from and to. PaddleClas knows one. */
  readonly count: readonly [number, number];
  /** Tries to find a box that is smaller than the picture; timm's 10 or PaddleClas's 100 by default. */
  readonly attempts?: number;
  /** The colour and, where it is random, its deviation, in bytes. */
  readonly mean: Rgb;
  readonly std: Rgb;
}

const ATTEMPTS = { timm: 10, paddleclas: 100 } as const;

/** The random answers that boxes to erase need. */
export interface ErasingDraws {
  readonly count: () => number;
  /** Share of the area, before it is divided among the boxes. */
  readonly area: () => number;
  /** Height over width. */
  readonly aspect: () => number;
  /** Whole number from 0 to `limit`, both included. */
  readonly offset: (limit: number) => number;
}

/**
 * Boxes to erase, each strictly smaller than the picture on both axes; one for which no try fits is
 * left out. Source: timm `RandomErasing._erase`, PaddleClas `RandomErasing`.
 */
export function erasingBoxes(
  { width, height }: PictureSize,
  { kind, attempts = ATTEMPTS[kind] }: Pick<RandomErasing, 'kind' | 'attempts'>,
  draws: ErasingDraws,
): readonly PixelBox[] {
  const count = draws.count();
  const boxOf = (): PixelBox | null => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const area = (draws.area() * width * height) / count;
      const aspect = draws.aspect();
      const boxHeight = roundHalfEven(Math.sqrt(area * aspect));
      const boxWidth = roundHalfEven(Math.sqrt(area / aspect));
      if (boxWidth < width && boxHeight < height) {
        const top = draws.offset(height - boxHeight);
        const left = draws.offset(width - boxWidth);
        return { left, top, width: boxWidth, height: boxHeight };
      }
    }
    return null;
  };
  return Array.from({ length: count }, boxOf).filter((box) => box !== null);
}

/**
 * Differs: the originals erase after normalising, where the mean is 0 and values are not whole; here
 * bytes are erased, timm's rounded and PaddleClas's cut down, as PaddleClas does on bytes.
 */
export function drawErasing(
  erasing: Erasing,
  size: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  if (erasing.kind === 'cutout') {
    return Array.from({ length: erasing.holes }, () => {
      const y = random.integer(0, size.height - 1);
      const x = random.integer(0, size.width - 1);
      return { kind: 'erase', ...cutoutBox(size, erasing.length, { y, x }), fill: [0, 0, 0] };
    });
  }
  if (!chance(random, erasing.probability)) return [];
  return erasingBoxes(size, erasing, erasingDraws(erasing, random))
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box) => ({ kind: 'erase', ...box, fill: fillOf(erasing, random) }));
}

/** Source: PaddleClas `Cutout`. */
export function cutoutBox(
  size: PictureSize,
  length: number,
  { y, x }: { readonly y: number; readonly x: number },
): PixelBox {
  const half = Math.floor(length / 2);
  const [top, bottom] = [Math.max(0, y - half), Math.min(size.height, y + half)];
  const [left, right] = [Math.max(0, x - half), Math.min(size.width, x + half)];
  return { left, top, width: right - left, height: bottom - top };
}

export function erasingDraws(erasing: RandomErasing, random: RandomStream): ErasingDraws {
  const { area, aspect, count, logAspect } = erasing;
  return {
    count: () => random.integer(...count),
    area: () => between(random, ...area),
    aspect: () =>
      logAspect
        ? Math.exp(between(random, Math.log(aspect[0]), Math.log(aspect[1])))
        : between(random, ...aspect),
    offset: (limit) => random.integer(0, limit),
  };
}

function fillOf(
  { kind, mode, mean, std }: Omit<RandomErasing, 'probability'>,
  random: RandomStream,
): Rgb | ErasingNoise {
  const whole = kind === 'timm' ? Math.round : Math.trunc;
  const toByte = (value: number): number => Math.max(0, Math.min(255, whole(value)));
  const colour = (channel: (i: number) => number): Rgb => [
    toByte(channel(0)),
    toByte(channel(1)),
    toByte(channel(2)),
  ];
  switch (mode) {
    case 'const':
      return colour((i) => mean[i]);
    case 'rand':
      return colour((i) => mean[i] + std[i] * normal(random));
    case 'pixel':
      return { seed: random.integer(0, 2 ** 32 - 1), mean, std };
  }
}
