import type { Picture } from '@mobilenext/pictures';
import type { RandomStream } from '../random/random-stream.js';

/**
 * What happens to a picture between decoding and batching. It leaves the picture it is given as it
 * is, and `random` is its only source of chance.
 */
export type Transform = (picture: Picture, random: RandomStream) => Picture;
