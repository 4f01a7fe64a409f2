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

const fill = [200, 3, 77] as const;
const agreement = { numRuns: 300 };

describe('kernels equal their twins in every bit', () => {
  it('blendBytes', () => {
    const property = fc.property(pictures, factors, ({ rgb, other }, factor) =>
      expect(kernels.blendBytes(rgb, other, factor)).toEqual(twins.blendBytes(rgb, other, factor)),
    );
    fc.assert(property, agreement);
  });

  it('blendLevel', () => {
    const property = fc.property(pictures, factors, fc.nat(255), ({ rgb }, factor, level) =>
      expect(kernels.blendLevel(level, rgb, factor)).toEqual(twins.blendLevel(level, rgb, factor)),
    );
    fc.assert(property, agreement);
  });

  it('luma, lumaSum, grey and blendLuma', () => {
    const property = fc.property(pictures, factors, ({ rgb }, factor) => {
      expect(kernels.luma(rgb)).toEqual(twins.luma(rgb));
      expect(kernels.lumaSum(rgb)).toBe(twins.lumaSum(rgb));
      expect(kernels.grey(rgb)).toEqual(twins.grey(rgb));
      expect(kernels.blendLuma(rgb, factor)).toEqual(twins.blendLuma(rgb, factor));
    });
    fc.assert(property, agreement);
  });

  it('flipRows', () => {
    const property = fc.property(pictures, ({ rgb, width, height }) =>
      expect(kernels.flipRows(rgb, width, height)).toEqual(twins.flipRows(rgb, width, height)),
    );
    fc.assert(property, agreement);
  });

  it('smooth', () => {
    const property = fc.property(pictures, ({ rgb, width, height }) =>
      expect(kernels.smooth(rgb, width, height)).toEqual(twins.smooth(rgb, width, height)),
    );
    fc.assert(property, agreement);
  });

  it('rgbToHsv, hsvToRgb and shiftHue', () => {
    const property = fc.property(pictures, fc.nat(255), ({ rgb }, offset) => {
      expect(kernels.rgbToHsv(rgb)).toEqual(twins.rgbToHsv(rgb));
      expect(kernels.hsvToRgb(rgb)).toEqual(twins.hsvToRgb(rgb));
      expect(kernels.shiftHue(rgb, offset)).toEqual(twins.shiftHue(rgb, offset));
    });
    fc.assert(property, agreement);
  });

  it('histograms and lookUp', () => {
    const property = fc.property(pictures, fc.nat(), ({ rgb }, seed) => {
      const tables = bytesOf(768, seed, 256);
      expect(kernels.histograms(rgb)).toEqual(twins.histograms(rgb));
      expect(kernels.lookUp(rgb, tables)).toEqual(twins.lookUp(rgb, tables));
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
      expect(kernels.boxBlur(rgb, width, height, box, 2)).toEqual(
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
        expect(kernels[name](surrounded, matrix)).toEqual(twins[name](surrounded, matrix));
      });
      fc.assert(property);
    },
  );
});
