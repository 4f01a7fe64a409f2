import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as kernels from './kernels.js';
import * as twins from './twins/index.js';

const side = fc.integer({ min: 1, max: 40 });
/** Widths and heights about the kernels' steps of 4 pixels and 16 bytes, and many levels or few. */
const pictures = fc
  .record({ width: side, height: side, seed: fc.nat(), levels: fc.constantFrom(2, 5, 256) })
  .map(({ width, height, seed, levels }) => ({
    ...{ width, height },
    rgb: bytesOf(width * height * 3, seed, levels),
    other: bytesOf(width * height * 3, seed + 1, levels),
  }));
const factors = fc.oneof(
  fc.double({ min: -1, max: 3, noNaN: true }),
  fc.constantFrom(0, 0.5, 1, 2, 1e9, -1e9),
);

function bytesOf(length: number, seed: number, levels: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor((((state >>> 8) % levels) * 255) / (levels - 1));
  });
}

/** A small turn, scale and shift, or one that leads far away. */
const matrices = fc
  .tuple(...Array.from({ length: 6 }, () => fc.double({ min: -2, max: 2, noNaN: true })))
  .chain(([a, b, c, d, e, f]) =>
    fc.constantFrom<twins.AffineMatrix>(
      [a, b, 10 * c, d, e, 10 * f],
      [1, b, 0, 0, 1, 0],
      [a, 0, 10 * c, 0, e, 10 * f],
      [1, 0, Math.round(10 * c), 0, 1, 0.5],
      [0, 1, 0, -1, 0, 20],
      [a, b, 1000 * c, d, e, f],
    ),
  );

/** Without jest's walk over every byte, which takes longer than everything else. */
function expectEqual(actual: Uint8Array | Uint32Array, expected: Uint8Array | Uint32Array): void {
  expect(actual.length).toBe(expected.length);
  const at = actual.findIndex((value, i) => value !== expected[i]);
  if (at >= 0) expect({ at, value: actual[at] }).toEqual({ at, value: expected[at] });
}

const fill = [200, 3, 77] as const;
const agreement = { numRuns: 300 };

describe('kernels equal their twins in every bit', () => {
  it('blendBytes', () => {
    const property = fc.property(pictures, factors, ({ rgb, other }, factor) =>
      expectEqual(kernels.blendBytes(rgb, other, factor), twins.blendBytes(rgb, other, factor)),
    );
    fc.assert(property, agreement);
  });

  it('blendLevel', () => {
    const property = fc.property(pictures, factors, fc.nat(255), ({ rgb }, factor, level) =>
      expectEqual(kernels.blendLevel(level, rgb, factor), twins.blendLevel(level, rgb, factor)),
    );
    fc.assert(property, agreement);
  });

  it('luma, lumaSum, grey and blendLuma', () => {
    const property = fc.property(pictures, factors, ({ rgb }, factor) => {
      expectEqual(kernels.luma(rgb), twins.luma(rgb));
      expect(kernels.lumaSum(rgb)).toBe(twins.lumaSum(rgb));
      expectEqual(kernels.grey(rgb), twins.grey(rgb));
      expectEqual(kernels.blendLuma(rgb, factor), twins.blendLuma(rgb, factor));
    });
    fc.assert(property, agreement);
  });

  it('flipRows', () => {
    const property = fc.property(pictures, ({ rgb, width, height }) =>
      expectEqual(kernels.flipRows(rgb, width, height), twins.flipRows(rgb, width, height)),
    );
    fc.assert(property, agreement);
  });

  it('smooth', () => {
    const property = fc.property(pictures, ({ rgb, width, height }) =>
      expectEqual(kernels.smooth(rgb, width, height), twins.smooth(rgb, width, height)),
    );
    fc.assert(property, agreement);
  });

  it('rgbToHsv, hsvToRgb and shiftHue', () => {
    const property = fc.property(pictures, fc.nat(255), ({ rgb }, offset) => {
      expectEqual(kernels.rgbToHsv(rgb), twins.rgbToHsv(rgb));
      expectEqual(kernels.hsvToRgb(rgb), twins.hsvToRgb(rgb));
      expectEqual(kernels.shiftHue(rgb, offset), twins.shiftHue(rgb, offset));
    });
    fc.assert(property, agreement);
  });

  it('histograms and lookUp', () => {
    const property = fc.property(pictures, fc.nat(), ({ rgb }, seed) => {
      const tables = bytesOf(768, seed, 256);
      expectEqual(kernels.histograms(rgb), twins.histograms(rgb));
      expectEqual(kernels.lookUp(rgb, tables), twins.lookUp(rgb, tables));
    });
    fc.assert(property, agreement);
  });

  it('boxBlur', () => {
    const boxes = fc
      .record({ radius: fc.nat(50), share: fc.double({ min: 0, max: 0.99, noNaN: true }) })
      .map(({ radius, share }) => {
        const weight = Math.trunc((1 << 24) / (2 * (radius + share) + 1));
        const edgeWeight = Math.trunc(((1 << 24) - (2 * radius + 1) * weight) / 2);
        return { radius, weight, edgeWeight };
      });
    const property = fc.property(pictures, boxes, ({ rgb, width, height }, box) =>
      expectEqual(
        kernels.boxBlur(rgb, width, height, box, 2),
        twins.boxBlur(rgb, width, height, box, 2),
      ),
    );
    fc.assert(property);
  });

  it.each(['scaleNearest', 'affineNearest', 'affineBilinear', 'affineBicubic'] as const)(
    '%s',
    (name) => {
      const property = fc.property(pictures, matrices, ({ rgb, width, height }, matrix) => {
        const surrounded = { rgb, width, height, fill };
        expectEqual(kernels[name](surrounded, matrix), twins[name](surrounded, matrix));
      });
      fc.assert(property);
    },
  );
});
