import type { Dtype } from '../dtype.js';

/**
 * What a pickle can hold here: Python's own values, and stand-ins for the few objects that weights
 * are made of. All are plain data, nothing in them can be called.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDict
  | PickleSet
  | GlobalName
  | StorageValue
  | TensorValue
  | NumpyDtype
  | NumpyArray
  | UnreadableTensor
  | Opaque;

export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
  /** How deep containers are nested in it, as counted when it was filled. */
  readonly depth: number;
}

export interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
  depth: number;
}

/** A dict or OrderedDict. Always a Map, so that a key such as `__proto__` is a key like others. */
export interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<PickleValue, PickleValue>;
  depth: number;
}

export interface PickleSet {
  readonly kind: 'set';
  readonly items: PickleValue[];
  depth: number;
}

/** A global that the allow-list knows, e.g. `collections.OrderedDict`. */
interface GlobalName {
  readonly kind: 'global';
  readonly name: string;
}

/** A torch storage: a flat run of elements that tensors point into. */
export interface StorageValue {
  readonly kind: 'storage';
  readonly key: string;
  /** Undefined for an UntypedStorage, whose length counts bytes. */
  readonly dtype: Dtype | undefined;
  readonly byteLength: number;
  /** The storage's bytes; unpacked, if need be, on the first call. */
  readonly read: () => Uint8Array;
}

/** A torch tensor: a strided view of a storage, proven to lie within it. Counts are elements. */
export interface TensorValue {
  readonly kind: 'tensor';
  readonly storage: StorageValue;
  readonly dtype: Dtype;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export interface NumpyDtype {
  readonly kind: 'numpy-dtype';
  /** NumPy's short code, e.g. `f4`. */
  readonly code: string;
  /** `<` little-endian, `>` big-endian, `|` does not matter. */
  byteOrder: string;
}

/** A NumPy array; without content until BUILD brings it. */
export interface NumpyArray {
  readonly kind: 'numpy-array';
  content?: {
    readonly shape: readonly number[];
    readonly dtype: NumpyDtype;
    readonly columnMajor: boolean;
    readonly bytes: PickleValue;
  };
}

/** A tensor of a kind that has no plain elements: sparse, quantised, without data. */
export interface UnreadableTensor {
  readonly kind: 'unreadable-tensor';
  readonly what: string;
}

/** Something allowed that is of no use here, such as argparse.Namespace. */
interface Opaque {
  readonly kind: 'opaque';
  readonly what: string;
}

/** Python's plain containers, which the pickle fills by opcodes. */
export type Container = PickleTuple | PickleList | PickleDict | PickleSet;

export const emptyList = (): PickleList => ({ kind: 'list', items: [], depth: 1 });

export const emptyDict = (): PickleDict => ({ kind: 'dict', entries: new Map(), depth: 1 });

export const emptySet = (): PickleSet => ({ kind: 'set', items: [], depth: 1 });

export const isKind = <K extends Extract<PickleValue, { kind: string }>['kind']>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { kind: K }> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
