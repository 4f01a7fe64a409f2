import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copyRowMajor, isRowMajor, rowMajorStrides } from './strided-copy.js';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

describe('copyRowMajor', () => {
  it('undoes any permutation of the axes', () => {
    const permuted = shapes.chain((shape) =>
      fc
        .shuffledSubarray([...shape.keys()], { minLength: shape.length })
        .map((axes) => ({ shape, axes })),
    );
    fc.assert(
      fc.property(permuted, fc.constantFrom(1, 2, 4, 8), ({ shape, axes }, elementBytes) => {
        // Element i of the row-major tensor, laid down where the permuted strides say.
        const stored = axes.map((axis) => shape[axis]);
        const strides = new Array<number>(shape.length);
        rowMajorStrides(stored).forEach((stride, i) => {
          strides[axes[i]] = stride;
        });
        const count = shape.reduce((a, b) => a * b, 1);
        const offset = 3;
        const bytes = new Uint8Array((count + offset) * elementBytes);
        for (let i = 0; i < count; i++) {
          const at = rowMajorStrides(shape).reduce(
            (sum, stride, axis) => sum + (Math.floor(i / stride) % shape[axis]) * strides[axis],
            offset,
          );
          bytes.fill(i, at * elementBytes, (at + 1) * elementBytes);
        }
        const copy = copyRowMajor({ bytes, elementBytes, offset, shape, strides });
        expect([...copy]).toEqual(
          Array.from(
            { length: count * elementBytes },
            (_, i) => Math.floor(i / elementBytes) % 256,
          ),
        );
      }),
    );
  });

  it('repeats elements whose stride is 0', () => {
    const view = {
      bytes: Uint8Array.of(7, 8),
      elementBytes: 1,
      offset: 1,
      shape: [2, 2],
      strides: [0, 0],
    };
    expect([...copyRowMajor(view)]).toEqual([8, 8, 8, 8]);
  });
});

describe('isRowMajor', () => {
  it('does not mind the strides of axes of length 1', () => {
    expect(isRowMajor([4, 1, 1, 1], [1, 9, 99, 999])).toBe(true);
    expect(isRowMajor([2, 3], [3, 1])).toBe(true);
    expect(isRowMajor([2, 3], [1, 2])).toBe(false);
    expect(isRowMajor([], [])).toBe(true);
  });
});
