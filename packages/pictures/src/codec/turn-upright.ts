import type { OrientationNumber } from '../jpeg/orientation.js';
import { CHANNELS, type Picture } from '../resample/picture.js';

/** The picture that is stored so, upright; as Pillow's `ImageOps.exif_transpose`. */
export function turnUpright(picture: Picture, orientation: OrientationNumber): Picture {
  if (orientation === 1) return picture;
  const isTurned = orientation >= 5;
  // The first row of what is upright begins at the right, or at the bottom, of what is stored.
  const isFromRight = [2, 3, 7, 8].includes(orientation);
  const isFromBottom = [3, 4, 6, 7].includes(orientation);
  const stepX = isFromRight ? -1 : 1;
  const stepY = isFromBottom ? -picture.width : picture.width;
  const first =
    (isFromRight ? picture.width - 1 : 0) +
    (isFromBottom ? (picture.height - 1) * picture.width : 0);
  const [width, height, step, rowStep] = isTurned
    ? [picture.height, picture.width, stepY, stepX]
    : [picture.width, picture.height, stepX, stepY];
  const data = new Uint8Array(picture.data.length);
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = CHANNELS * (first + y * rowStep);
    for (let x = 0; x < width; x++, to += CHANNELS, from += CHANNELS * step) {
      data[to] = picture.data[from];
      data[to + 1] = picture.data[from + 1];
      data[to + 2] = picture.data[from + 2];
    }
  }
  return { width, height, data };
}
