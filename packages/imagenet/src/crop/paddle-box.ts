import type { PictureSize, PixelBox } from '@mobilenext/pictures';

/** The random answers that PaddleClas's box needs. */
export interface PaddleBoxDraws {
  /** Root of the box's width over height. */
  readonly rootAspect: () => number;
  /** Share of the picture's area, in a range that the aspect leaves. */
  readonly area: (low: number, high: number) => number;
  /** Whole number from 0 to `limit`, both included. */
  readonly offset: (limit: number) => number;
}

/**
 * Box of a random aspect, whose area is never too large for it: no second try is needed. Sides are
 * rounded down. Source: PaddleClas `RandCropImage`.
 *
 * Differs: a side that rounds to nothing is one pixel; the original fails.
 */
export function paddleBox(
  { width, height }: PictureSize,
  scale: readonly [number, number],
  draws: PaddleBoxDraws,
): PixelBox {
  const across = draws.rootAspect();
  const down = 1 / across;
  const largest = Math.min(width / height / across ** 2, height / width / down ** 2);
  const share = draws.area(Math.min(scale[0], largest), Math.min(scale[1], largest));
  const side = Math.sqrt(width * height * share);
  const boxWidth = Math.max(1, Math.trunc(side * across));
  const boxHeight = Math.max(1, Math.trunc(side * down));
  const left = draws.offset(width - boxWidth);
  const top = draws.offset(height - boxHeight);
  return { left, top, width: boxWidth, height: boxHeight };
}
