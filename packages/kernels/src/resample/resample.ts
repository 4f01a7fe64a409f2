import { FILTERS } from './filters.js';
import { nearest } from './nearest.js';
import { horizontalPass, verticalPass } from './passes.js';
import type { Picture } from './picture.js';
import { type Axis, passWeights } from './weights.js';

/** Pillow's filters by Pillow's names. */
export type Interpolation = 'nearest' | keyof typeof FILTERS;

/**
 * Which Pillow's order of the two passes: up to version 12 always horizontal first; since 13 vertical
 * first where the height shrinks by more than twice what the width does. Results can differ by one level.
 */
export type PassOrder = 'pillow10' | 'pillow13';

export interface ResampleOptions {
  /** Of the result, whole and at least 1. */
  readonly width: number;
  readonly height: number;
  readonly interpolation: Interpolation;
  /**
   * The part to scale: left, top, right, bottom in pixels and fractions, inside the picture; the
   * whole by default.
   */
  readonly box?: readonly [left: number, top: number, right: number, bottom: number];
  /** `pillow13` by default. */
  readonly passOrder?: PassOrder;
}

/**
 * Scales as Pillow's `Image.resize` does, to the bit: two passes with an 8-bit picture between them.
 * Sizes are trusted. Source: Pillow, `Resample.c`.
 */
export function resample(picture: Picture, options: ResampleOptions): Picture {
  const { width, height, interpolation, passOrder = 'pillow13' } = options;
  const [left, top, right, bottom] = options.box ?? [0, 0, picture.width, picture.height];
  const horizontal = { inSize: picture.width, outSize: width, from: left, to: right };
  const vertical = { inSize: picture.height, outSize: height, from: top, to: bottom };
  if (interpolation === 'nearest') return nearest(picture, horizontal, vertical);

  const filter = FILTERS[interpolation];
  const scaleRows = (from: Picture): Picture =>
    isUnchanged(horizontal) ? from : horizontalPass(from, width, passWeights(horizontal, filter));
  const scaleColumns = (from: Picture): Picture =>
    isUnchanged(vertical) ? from : verticalPass(from, height, passWeights(vertical, filter));
  return passOrder === 'pillow13' && shrinksMostlyInHeight(picture, options)
    ? scaleRows(scaleColumns(picture))
    : scaleColumns(scaleRows(picture));
}

const isUnchanged = ({ inSize, outSize, from, to }: Axis): boolean =>
  inSize === outSize && from === 0 && to === inSize;

/** Pillow compares the whole picture, not the box. */
function shrinksMostlyInHeight(picture: Picture, { width, height }: ResampleOptions): boolean {
  const lostRows = picture.height - height;
  return lostRows > 0 && lostRows > 2 * (picture.width - width);
}
