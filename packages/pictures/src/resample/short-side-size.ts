import { roundHalfEven } from './round-half-even.js';

/** Whose rounding of the long side: they differ by a pixel in nearly half of all sizes. */
export type ShortSideRounding = 'torchvision' | 'timm' | 'paddleclas';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Size after scaling so that the short side is `size` pixels long. Sizes are trusted. */
export function shortSideSize(
  { width, height }: PictureSize,
  size: number,
  rounding: ShortSideRounding,
): PictureSize {
  const short = Math.min(width, height);
  const scaled = SCALED_SIDE[rounding];
  return { width: scaled(width, size, short), height: scaled(height, size, short) };
}

const truncated = (side: number, size: number, short: number): number =>
  Math.trunc((size * side) / short);

const SCALED_SIDE: Readonly<
  Record<ShortSideRounding, (side: number, size: number, short: number) => number>
> = {
  torchvision: truncated,
  // timm scales by torchvision's Resize.
  timm: truncated,
  paddleclas: (side, size, short) => roundHalfEven(side * (size / short)),
};
