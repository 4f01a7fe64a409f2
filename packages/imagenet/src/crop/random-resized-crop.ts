import type { Interpolation, Picture, PixelBox } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';
import { resize } from '../resize/resize.js';
import { crop } from './crop.js';
import { type BoxDraws, randomBox } from './random-box.js';

/** Whose precision: torchvision draws in float32, timm in double. */
export type RandomCropRule = 'torchvision' | 'timm';

export interface RandomResizedCropOptions {
  /** Range of the box's share of the area, such as [0.08, 1]. */
  readonly scale: readonly [number, number];
  /** Range of the box's width over height, such as [3/4, 4/3]. */
  readonly ratio: readonly [number, number];
  readonly interpolation: Interpolation;
  readonly rule: RandomCropRule;
}

/** Cuts out a random box, of which `onBox` is told, and scales it to a square of `size` pixels. */
export function randomResizedCrop(
  picture: Picture,
  size: number,
  random: RandomStream,
  options: RandomResizedCropOptions,
  onBox?: (box: PixelBox) => void,
): Picture {
  const box = randomBox(picture, options.ratio, drawsFrom(random, options));
  onBox?.(box);
  const { interpolation } = options;
  return resize(crop(picture, box), { width: size, height: size, interpolation });
}

/** Area uniform in its range, aspect uniform in the range's logarithm. */
export function drawsFrom(
  random: RandomStream,
  { scale, ratio, rule }: Omit<RandomResizedCropOptions, 'interpolation'>,
): BoxDraws {
  const round = rule === 'torchvision' ? Math.fround : (value: number) => value;
  const between = (low: number, high: number): number =>
    round(round(round(random.uniform()) * round(round(high) - round(low))) + round(low));
  return {
    area: () => between(...scale),
    aspect: () => round(Math.exp(between(round(Math.log(ratio[0])), round(Math.log(ratio[1]))))),
    offset: (limit) => random.integer(0, limit),
  };
}
