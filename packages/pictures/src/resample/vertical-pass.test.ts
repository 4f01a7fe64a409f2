import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FILTERS } from './filters.js';
import { verticalPass as scalarPass } from './scalar-passes.js';
import { verticalPass } from './vertical-pass.js';
import { passWeights } from './weights.js';

it('equals its scalar twin in every bit', () => {
  const side = fc.integer({ min: 1, max: 60 });
  const filter = fc.constantFrom(...Object.values(FILTERS));
  fc.assert(
    fc.property(
      side,
      side,
      side,
      filter,
      fc.infiniteStream(fc.nat(255)),
      (w, h, rows, f, bytes) => {
        const data = Uint8Array.from({ length: w * h * 3 }, () => bytes.next().value as number);
        const axis = { inSize: h, outSize: rows, from: 0, to: h };
        const weights = passWeights(axis, f, { begin: 0, end: rows });
        const picture = { width: w, height: h, data };
        expect(verticalPass(picture, weights)).toEqual(scalarPass(picture, weights));
      },
    ),
  );
});
