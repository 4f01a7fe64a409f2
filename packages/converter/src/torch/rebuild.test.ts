import { describe, expect, it } from '@jest/globals';
import { tupleOf } from '../pickle/containers.js';
import type { PickleValue, StorageValue } from '../pickle/values.js';
import { rebuildTensor, rebuildTensorV3 } from './rebuild.js';

/** A storage of twelve float32. */
const storage: StorageValue = {
  kind: 'storage',
  key: '0',
  dtype: 'F32',
  byteLength: 48,
  read: () => new Uint8Array(48),
};

type Sizes = readonly (number | bigint)[];

const rebuild = (offset: number | bigint, size: Sizes, stride: Sizes) =>
  rebuildTensor(tupleOf([storage, offset, tupleOf(size), tupleOf(stride), false, null]));

describe('rebuildTensor', () => {
  it.each([
    [0, [3, 4], [4, 1]],
    [0, [3, 4], [1, 3]],
    [11, [], []],
    [11, [1000], [0]],
    [2 ** 40, [0, 5], [5, 1]],
  ])('accepts offset %j, size %j, stride %j', (offset, size, stride) => {
    expect(rebuild(offset, size, stride)).toMatchObject({ offset, shape: size, strides: stride });
  });

  it.each<[string, number | bigint, Sizes, Sizes]>([
    ['out-of-bounds', 1, [3, 4], [4, 1]],
    ['out-of-bounds', 12, [], []],
    ['out-of-bounds', 0, [3, 4], [5, 1]],
    ['out-of-bounds', -1, [1], [1]],
    ['out-of-bounds', 0, [-3, -4], [4, 1]],
    ['out-of-bounds', 8, [3, 4], [-4, 1]],
    ['out-of-bounds', 0, [2], [2n ** 63n]],
    ['out-of-bounds', 0, [2n ** 64n], [0]],
    ['corrupt', 0, [3, 4], [1]],
    ['corrupt', 0, [1.5], [1]],
    ['corrupt', 0, new Array<number>(65).fill(1), new Array<number>(65).fill(1)],
  ])('answers %s for offset %s, size %s, stride %s', (code, offset, size, stride) => {
    expect(() => rebuild(offset, size, stride)).toThrow(expect.objectContaining({ code }));
  });

  it.each<[string, readonly PickleValue[]]>([
    ['few arguments', [storage, 0]],
    ['no storage', ['0', 0, tupleOf([]), tupleOf([])]],
    ['a storage without dtype', [{ ...storage, dtype: undefined }, 0, tupleOf([]), tupleOf([])]],
  ])('refuses %s', (_, args) => {
    expect(() => rebuildTensor(tupleOf(args))).toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
  });
});

describe('rebuildTensorV3', () => {
  it('takes the dtype from its name and bounds in bytes', () => {
    const untyped: StorageValue = { ...storage, dtype: undefined };
    const args = (length: number): PickleValue =>
      tupleOf([
        untyped,
        0,
        tupleOf([length]),
        tupleOf([1]),
        false,
        null,
        { kind: 'global', name: 'torch.uint16' },
      ]);
    expect(rebuildTensorV3(args(24))).toMatchObject({ dtype: 'U16', shape: [24] });
    expect(() => rebuildTensorV3(args(25))).toThrow('it ends at byte 50, the storage has 48');
  });
});
