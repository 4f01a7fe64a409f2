import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { otherSize } from '../errors.js';

/** Pictures of one size with their labels. */
export interface Batch {
  /** [N, H, W, 3] */
  readonly pixels: Uint8Array;
  readonly shape: readonly [number, number, number, 3];
  /** [N] */
  readonly labels: Int32Array;
  /** [N], places in the data set. */
  readonly indices: Uint32Array;
}

/** A picture after its transform. */
export interface Sample {
  readonly picture: Picture;
  readonly label: number;
  readonly index: number;
  readonly name: string;
}

/** @throws {ImagenetError} `ARGUMENT`: pictures of several sizes */
export function assembleBatch(samples: readonly Sample[]): Batch {
  const { width, height } = samples[0].picture;
  const bytes = width * height * CHANNELS;
  const pixels = new Uint8Array(samples.length * bytes);
  samples.forEach(({ picture, name }, i) => {
    if (picture.width !== width || picture.height !== height) {
      throw otherSize(name, `${picture.width}x${picture.height}`, `${width}x${height}`);
    }
    pixels.set(picture.data, i * bytes);
  });
  return {
    pixels,
    shape: [samples.length, height, width, CHANNELS],
    labels: Int32Array.from(samples, ({ label }) => label),
    indices: Uint32Array.from(samples, ({ index }) => index),
  };
}
