import type { Interpolation, Picture, PictureSize, PixelBox } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';
import { resize } from '../resize/resize.js';
import { crop } from './crop.js';
import { type PaddleBoxDraws, paddleBox } from './paddle-box.js';
import { type BoxDraws, randomBox } from './random-box.js';

/** Whose way: torchvision draws in float32, timm in double, PaddleClas other areas and aspects. */
export type RandomCropRule = 'torchvision' | 'timm' | 'paddleclas';

export interface RandomBoxOptions {
  /** Range of the box's share of the area, such as [0.08, 1]. */
  readonly scale: readonly [number, number];
  /** Range of the box's width over height, such as [3/4, 4/3]. */
  readonly ratio: readonly [number, number];
  readonly rule: RandomCropRule;
  /** Whether PaddleClas's rule draws the aspect in its logarithm; false by default. */
  readonly logAspect?: boolean;
}

export interface RandomResizedCropOptions extends RandomBoxOptions {
  readonly interpolation: Interpolation;
}

/** Cuts out a random box and scales it to a square of `size` pixels. */
export function randomResizedCrop(
  picture: Picture,
  size: number,
  random: RandomStream,
  options: RandomResizedCropOptions,
): Picture {
  const box = drawBox(picture, random, options);
  const { interpolation } = options;
  return resize(crop(picture, box), { width: size, height: size, interpolation });
}

/** A random box of a picture. */
export function drawBox(
  size: PictureSize,
  random: RandomStream,
  options: RandomBoxOptions,
): PixelBox {
  return options.rule === 'paddleclas'
    ? paddleBox(size, options.scale, paddleDrawsFrom(random, options))
    : randomBox(size, options.ratio, drawsFrom(random, options));
}

/** Area uniform in its range, aspect uniform in the range's logarithm. */
function drawsFrom(random: RandomStream, { scale, ratio, rule }: RandomBoxOptions): BoxDraws {
  const round = rule === 'torchvision' ? Math.fround : (value: number) => value;
  const between = (low: number, high: number): number =>
    round(round(round(random.uniform()) * round(round(high) - round(low))) + round(low));
  return {
    area: () => between(...scale),
    aspect: () => round(Math.exp(between(round(Math.log(ratio[0])), round(Math.log(ratio[1]))))),
    offset: (limit) => random.integer(0, limit),
  };
}

function paddleDrawsFrom(
  random: RandomStream,
  { ratio: [narrowest, widest], logAspect = false }: RandomBoxOptions,
): PaddleBoxDraws {
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  return {
    rootAspect: () =>
      Math.sqrt(
        logAspect
          ? Math.exp(between(Math.log(narrowest), Math.log(widest)))
          : between(narrowest, widest),
      ),
    area: between,
    offset: (limit) => random.integer(0, limit),
  };
}
