import fc from 'fast-check';
import type { Picture } from '../src/index.js';

/** Small pictures of any shape and content. */
export const pictures = (largest = 24): fc.Arbitrary<Picture> =>
  fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.integer({ min: 1, max: largest }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((data) => ({ width, height, data })),
    );
