import { describe, expect, it } from '@jest/globals';
import { toFloat32 } from '../tensor-values.js';
import { tensorProtoReader } from './stored-tensor-of.js';

/** One element of the ONNX type as the varint 1. */
const read = (dataType: number) =>
  tensorProtoReader(100, new Map())({ name: 'w', dataType, shape: [1], varints: Uint8Array.of(1) });

describe('elements in varints', () => {
  it.each([2, 3, 4, 5, 6, 7, 9, 12, 13])('are whole numbers of type %d', (dataType) => {
    expect([...toFloat32(read(dataType))]).toEqual([1]);
  });

  it('are the bits of a half', () => {
    expect([...toFloat32(read(10))]).toEqual([2 ** -24]);
  });

  it.each([1, 11, 14, 15])('are refused for type %d, which has lists of its own', (dataType) => {
    expect(() => read(dataType)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
