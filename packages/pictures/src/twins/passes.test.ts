import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FILTERS } from '../resample/filters.js';
import { horizontalFirst, verticalFirst } from '../resample/passes.js';
import { passWeights } from '../resample/weights.js';
import { horizontalPass, verticalPass } from './passes.js';

const side = fc.integer({ min: 1, max: 60 });
const filter = fc.constantFrom(...Object.values(FILTERS));
/** Noise, or black and white alone, whose sums overshoot and are clamped. */
const bytes = fc.record({ seed: fc.nat(), isExtreme: fc.boolean() });

it('the kernels equal plain loops in every bit, in both orders and alone', () => {
  const order = fc.constantFrom('both', 'vertical first', 'rows', 'columns');
  fc.assert(
    fc.property(
      ...([fc.tuple(side, side, side, side), filter, order] as const),
      bytes,
      ([w, h, width, height], kind, which, { seed, isExtreme }) => {
        const data = Uint8Array.from({ length: w * h * 3 }, (_, i) => {
          const noise = Math.imul(i + seed, 0x9e3779b1) >>> 24;
          return isExtreme ? 255 * (noise >> 7) : noise;
        });
        const picture = { width: w, height: h, data };
        const all = { left: 0, top: 0, width: w, height: h };
        const weights = (inSize: number, outSize: number) =>
          passWeights({ inSize, outSize, from: 0, to: inSize }, kind, { begin: 0, end: outSize });
        const columns = weights(w, width);
        const rows = weights(h, height);
        const [given, expected] = {
          both: () => [
            horizontalFirst(picture, all, { columns, rows }),
            verticalPass(horizontalPass(picture, columns), rows),
          ],
          'vertical first': () => [
            verticalFirst(picture, all, { columns, rows }),
            horizontalPass(verticalPass(picture, rows), columns),
          ],
          columns: () => [
            horizontalFirst(picture, all, { columns }),
            horizontalPass(picture, columns),
          ],
          rows: () => [horizontalFirst(picture, all, { rows }), verticalPass(picture, rows)],
        }[which]();
        expect([given.width, given.height]).toEqual([expected.width, expected.height]);
        expect(Buffer.compare(given.data, expected.data)).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

it('a pass of hundreds of taps is exact, though the halves of its sums wrap around', () => {
  const picture = { width: 3000, height: 5, data: new Uint8Array(45_000).fill(255) };
  picture.data.set([0, 7, 9], 4500);
  const axis = { inSize: 3000, outSize: 2, from: 0, to: 3000 };
  const columns = passWeights(axis, FILTERS.lanczos, { begin: 0, end: 2 });
  const all = { left: 0, top: 0, width: 3000, height: 5 };
  expect(horizontalFirst(picture, all, { columns })).toEqual(horizontalPass(picture, columns));
});

it('strips of a large picture join', () => {
  const [width, height] = [2000, 101];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.imul(i, 40503) >> 5);
  const axis = { inSize: width, outSize: 9, from: 0, to: width };
  const columns = passWeights(axis, FILTERS.bilinear, { begin: 0, end: 9 });
  const picture = { width, height, data };
  const all = { left: 0, top: 0, width, height };
  expect(horizontalFirst(picture, all, { columns })).toEqual(horizontalPass(picture, columns));
});
