import { type PixelBox, roundHalfEven } from '@mobilenext/pictures';

/** The random answers that a box needs. */
export interface BoxDraws {
  /** Share of the picture's area. */
  readonly area: () => number;
  /** Width over height. */
  readonly aspect: () => number;
  /** Whole number from 0 to `limit`, both included. */
  readonly offset: (limit: number) => number;
}

const TRIES = 10;

/**
 * Box of a random area and aspect; after ten that do not fit, the largest central one whose aspect
 * lies in the range. Source: torchvision `RandomResizedCrop.get_params`; timm is the same.
 */
export function randomBox(
  { width, height }: { readonly width: number; readonly height: number },
  ratio: readonly [number, number],
  draws: BoxDraws,
): PixelBox {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const area = width * height * draws.area();
    const aspect = draws.aspect();
    const boxWidth = roundHalfEven(Math.sqrt(area * aspect));
    const boxHeight = roundHalfEven(Math.sqrt(area / aspect));
    if (boxWidth > 0 && boxWidth <= width && boxHeight > 0 && boxHeight <= height) {
      const top = draws.offset(height - boxHeight);
      const left = draws.offset(width - boxWidth);
      return { left, top, width: boxWidth, height: boxHeight };
    }
  }
  return centralBox(width, height, ratio);
}

function centralBox(width: number, height: number, ratio: readonly [number, number]): PixelBox {
  const narrowest = Math.min(...ratio);
  const widest = Math.max(...ratio);
  const aspect = width / height;
  const boxWidth = aspect > widest ? roundHalfEven(height * widest) : width;
  const boxHeight = aspect < narrowest ? roundHalfEven(width / narrowest) : height;
  return {
    left: Math.floor((width - boxWidth) / 2),
    top: Math.floor((height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}
