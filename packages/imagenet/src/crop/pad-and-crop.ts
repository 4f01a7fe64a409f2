import type { Picture } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';
import { crop } from './crop.js';
import { pad } from './pad.js';

/** Adds a black margin of `padding` pixels and cuts a square of `size` out at a random place. */
export function padAndCrop(
  picture: Picture,
  { padding, size }: { readonly padding: number; readonly size: number },
  random: RandomStream,
): Picture {
  const padded = pad(picture, { left: padding, top: padding, right: padding, bottom: padding });
  const top = random.integer(0, padded.height - size);
  const left = random.integer(0, padded.width - size);
  return crop(padded, { left, top, width: size, height: size });
}
