import type { Picture, PixelBox } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';

/** A random choice that a transform has made, for whoever wants to see it. */
export type AppliedStep =
  | {
      readonly name: 'crop';
      /** What was cut out, in pixels; it may reach over the edge, into black padding. */
      readonly box: PixelBox;
      /** Size of what it was cut out of. */
      readonly of: { readonly width: number; readonly height: number };
    }
  | { readonly name: 'flip' };

/**
 * What happens to a picture between decoding and batching. It leaves the picture it is given as it
 * is, and `random` is its only source of chance; `onStep` is told of each choice and changes none.
 */
export type Transform = (
  picture: Picture,
  random: RandomStream,
  onStep?: (step: AppliedStep) => void,
) => Picture;
