import { badSize } from '../errors.js';
import { isJpegFile } from '../jpeg/jpeg-file.js';
import { cutBox } from './cut-box.js';
import { type Filter, FILTERS } from './filters.js';
import { nearest } from './nearest.js';
import { horizontalFirst, verticalFirst } from './passes.js';
import type { Picture, PixelBox } from './picture.js';
import type { PictureSize } from './short-side-size.js';
import { type Axis, passWeights, type Range, type Weights } from './weights.js';

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
  /** The part of the result that is wanted, inside it; the whole by default. */
  readonly part?: PixelBox;
}

/**
 * Scales as Pillow's `Image.resize` does, to the bit: two passes with an 8-bit picture between them.
 * Of a `JpegFile`, only what the part needs is decoded. Source: Pillow, `Resample.c`.
 *
 * @throws {PictureError} `ARGUMENT` for a size that is not whole and positive; box and part are trusted
 */
export function resample(picture: Picture, options: ResampleOptions): Picture {
  const { width, height, interpolation, passOrder = 'pillow13' } = options;
  const { part = { left: 0, top: 0, width, height } } = options;
  const sides = [width, height, picture.width, picture.height];
  if (!sides.every((side) => Number.isInteger(side) && side >= 1)) throw badSize(width, height);
  const [left, top, right, bottom] = options.box ?? [0, 0, picture.width, picture.height];
  const horizontal = { inSize: picture.width, outSize: width, from: left, to: right };
  const vertical = { inSize: picture.height, outSize: height, from: top, to: bottom };
  if (interpolation === 'nearest') return cutBox(nearest(picture, horizontal, vertical), part);

  const filter = FILTERS[interpolation];
  const columns = passOf(horizontal, filter, part.left, part.width);
  const rows = passOf(vertical, filter, part.top, part.height);
  const source = {
    ...{ left: columns.begin, top: rows.begin },
    ...{ width: columns.end - columns.begin, height: rows.end - rows.begin },
  };
  const [pixels, box] = isJpegFile(picture)
    ? [picture.view(source), { ...source, left: 0, top: 0 }]
    : [picture, source];
  if (!columns.weights && !rows.weights) return cutBox(pixels, box);
  return columns.weights &&
    rows.weights &&
    passOrder === 'pillow13' &&
    shrinksMostlyInHeight(picture, options)
    ? verticalFirst(pixels, box, { columns: columns.weights, rows: rows.weights })
    : horizontalFirst(pixels, box, { columns: columns.weights, rows: rows.weights });
}

/** The input positions that a pass reads; one that would change nothing has no weights. */
interface Pass extends Range {
  readonly weights?: Weights;
}

function passOf(axis: Axis, filter: Filter, begin: number, length: number): Pass {
  const part = { begin, end: begin + length };
  const isUnchanged = axis.inSize === axis.outSize && axis.from === 0 && axis.to === axis.inSize;
  if (isUnchanged) return part;
  const weights = passWeights(axis, filter, part);
  return { begin: weights.begin, end: weights.end, weights };
}

/** Pillow compares the whole picture, not the box. */
function shrinksMostlyInHeight(picture: PictureSize, { width, height }: ResampleOptions): boolean {
  const lostRows = picture.height - height;
  return lostRows > 0 && lostRows > 2 * (picture.width - width);
}
