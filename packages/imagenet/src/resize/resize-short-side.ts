import { checkSide, type Picture } from '../picture/picture.js';
import { type Interpolation, type PassOrder, resize } from './resize.js';
import { roundHalfEven } from './round-half-even.js';

/** Whose rounding of the long side: they differ by a pixel in nearly half of all sizes. */
export type ShortSideRounding = 'torchvision' | 'timm' | 'paddleclas';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size after scaling so that the short side is `size` pixels long. */
export function shortSideSize(
  { width, height }: Size,
  size: number,
  rounding: ShortSideRounding,
): Size {
  checkSide('size', size);
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

/** Scales so that the short side is `size` pixels long and the aspect is kept but for rounding. */
export function resizeShortSide(
  picture: Picture,
  size: number,
  options: {
    readonly interpolation: Interpolation;
    readonly rounding: ShortSideRounding;
    readonly passOrder?: PassOrder;
  },
): Picture {
  const { rounding, ...how } = options;
  return resize(picture, { ...shortSideSize(picture, size, rounding), ...how });
}
