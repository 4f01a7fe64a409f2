import type { Picture } from '../picture/picture.js';
import type { RandomStream } from '../random/random-stream.js';

/** What happens to a picture between decoding and batching; the only source of chance is `random`. */
export type Transform = (picture: Picture, random: RandomStream) => Picture;
