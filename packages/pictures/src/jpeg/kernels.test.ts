import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PixelBox } from '../resample/picture.js';
import { jpegModule } from './jpeg-module.js';
import { inverseDct } from './twins/inverse-dct.js';
import { type Plane, render } from './twins/render.js';

const { functions, reserve, bytes } = jpegModule();
const SLACK = 64;

describe('inverseDct', () => {
  const BLOCKS = 3;
  /** Products of up to 12 bits and a sign, as those of pictures; many of them 0. */
  const coefficient = fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 20 }));
  const blocks = fc.array(fc.array(coefficient, { minLength: 64, maxLength: 64 }), {
    minLength: BLOCKS,
    maxLength: BLOCKS,
  });
  const quantization = fc.array(fc.integer({ min: 1, max: 25 }), {
    minLength: 64,
    maxLength: 64,
  });

  /** [blocks, 8, 8] */
  function byKernel(given: readonly number[][], table: readonly number[]): number[][] {
    const stride = 8 * BLOCKS;
    const [from, factors, to] = reserve(128 * BLOCKS, 128, 8 * stride);
    const buffer = bytes(0, 0).buffer;
    new Int16Array(buffer, from, 64 * BLOCKS).set(given.flat());
    new Int16Array(buffer, factors, 64).set(table);
    functions.inverseDct(from, factors, to, stride, BLOCKS);
    return given.map((_, block) =>
      Array.from({ length: 8 }, (_, y) => [...bytes(to + y * stride + 8 * block, 8)]).flat(),
    );
  }

  const byTwin = (given: readonly number[][], table: readonly number[]): number[][] =>
    given.map((block) => [...inverseDct(block, table)]);

  it('equals plain loops', () => {
    fc.assert(
      fc.property(blocks, quantization, (given, table) => {
        expect(byKernel(given, table)).toEqual(byTwin(given, table));
      }),
      { numRuns: 200 },
    );
  });

  it('equals them for flat blocks, which have a way of their own', () => {
    const level = fc.integer({ min: -90, max: 90 });
    fc.assert(
      fc.property(fc.tuple(level, level, level), quantization, (levels, table) => {
        const given = levels.map((dc) => [dc, ...new Array<number>(63).fill(0)]);
        expect(byKernel(given, table)).toEqual(byTwin(given, table));
      }),
    );
  });
});

describe('renderColor and renderGrey', () => {
  const PLANE_WORDS = 8;
  const step = fc.constantFrom(
    [1, 1],
    [2, 1],
    [1, 2],
    [2, 2],
    [3, 1],
    [4, 1],
    [1, 3],
    [1, 4],
    [2, 4],
    [4, 2],
    [4, 4],
  );
  const side = fc.integer({ min: 1, max: 70 });

  /** Noise, or black and white alone, whose sums are clamped. */
  const planeOf = (
    width: number,
    height: number,
    [xStep, yStep]: readonly number[],
    seed: number,
    isExtreme: boolean,
  ): Plane => {
    const plane = { width: Math.ceil(width / xStep), height: Math.ceil(height / yStep) };
    const stride = plane.width + (seed % 9);
    const samples = Uint8Array.from({ length: stride * plane.height }, (_, i) => {
      const noise = Math.imul(i + seed, 0x9e3779b1) >>> 24;
      return isExtreme ? 255 * (noise >> 7) : noise;
    });
    return { ...plane, samples, stride, xStep, yStep };
  };

  function byKernel(planes: readonly Plane[], isYcc: boolean, box: PixelBox): Uint8Array {
    const right = box.left + box.width;
    const bottom = box.top + box.height;
    const [records, output, ...rest] = reserve(
      4 * PLANE_WORDS * planes.length,
      3 * box.width * box.height + SLACK,
      ...planes.flatMap(({ samples }) => [samples.length + SLACK, 300 + SLACK, 600 + SLACK]),
    );
    planes.forEach(({ samples, stride, width, height, xStep, yStep }, i) => {
      const [at, row, sums] = rest.slice(3 * i);
      bytes(at, samples.length).set(samples);
      const words = new Int32Array(bytes(0, 0).buffer, records + 4 * PLANE_WORDS * i, PLANE_WORDS);
      words.set([at, stride, width, height, xStep, yStep, row, sums]);
    });
    if (planes.length === 1) {
      functions.renderGrey(records, box.left, box.top, right, bottom, output);
    } else {
      const colors = isYcc ? 1 : 0;
      functions.renderColor(records, colors, box.left, box.top, right, bottom, output);
    }
    return bytes(output, 3 * box.width * box.height);
  }

  it('equal plain loops, for any box and sampling', () => {
    const picture = fc.record({
      width: side,
      height: side,
      steps: fc.tuple(step, step, step),
      seed: fc.nat(1e6),
      isExtreme: fc.boolean(),
      isYcc: fc.boolean(),
      isGrey: fc.boolean(),
      corners: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
    });
    fc.assert(
      fc.property(picture, ({ width, height, steps, seed, isExtreme, isYcc, isGrey, corners }) => {
        const left = corners[0] % width;
        const top = corners[1] % height;
        const box = {
          left,
          top,
          width: 1 + (corners[2] % (width - left)),
          height: 1 + (corners[3] % (height - top)),
        };
        const planes = steps
          .slice(0, isGrey ? 1 : 3)
          .map((by, i) => planeOf(width, height, by, seed + 977 * i, isExtreme));
        const expected = render(planes, isYcc && !isGrey, box);
        expect(Buffer.compare(byKernel(planes, isYcc, box), expected.data)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
