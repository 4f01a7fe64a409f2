import { corrupt } from '../errors.js';
import { readStringEntry } from './string-entry.js';
import { repeatedField } from './repeated-field.js';
import {
  bytesOf,
  forEachField,
  integerOf,
  textOf,
  varintBytes,
  varintsOf,
  type WireValue,
} from './wire.js';

/** A `TensorProto` of onnx.proto: a tensor's description, its data still as they lie in the file. */
export interface TensorProto {
  readonly name: string;
  /** `TensorProto.DataType`. */
  readonly dataType: number;
  readonly shape: readonly number[];
  /** Elements, row-major, little-endian. */
  readonly raw?: Uint8Array;
  /** `float_data` or `double_data`, which one after another are just such bytes as well. */
  readonly numbers?: Uint8Array;
  /** `int32_data`, `int64_data` or `uint64_data`: a varint an element. */
  readonly varints?: Uint8Array;
  /** Entries of `external_data`, if the elements lie in another file. */
  readonly external?: ReadonlyMap<string, string>;
}

const MAX_DIMENSIONS = 64;
/** Four keys exist. */
const MAX_EXTERNAL_ENTRIES = 16;
const IN_OTHER_FILE = 1n;

/** @throws {ConverterError} `corrupt`, `truncated`. */
export function readTensorProto(bytes: Uint8Array): TensorProto {
  let name = '';
  let dataType = 0;
  let isExternal = false;
  const shape: number[] = [];
  const external = new Map<string, string>();
  let raw: Uint8Array | undefined;
  const numbers = repeatedField();
  const varints = repeatedField();
  const where = 'an ONNX tensor';

  const addNumbers = (value: WireValue): void => numbers.add(bytesOf(where, value));
  const addVarints = (value: WireValue): void => varints.add(varintBytes(value));
  forEachField(where, bytes, {
    1: (value) => {
      for (const size of varintsOf(where, value)) shape.push(sizeOf(where, size, shape.length));
    },
    2: (value) => {
      dataType = Number(integerOf(where, value));
    },
    4: addNumbers,
    5: addVarints,
    7: addVarints,
    8: (value) => {
      name = textOf(where, value);
    },
    9: (value) => {
      raw = bytesOf(where, value);
    },
    10: addNumbers,
    11: addVarints,
    13: (value) => {
      if (external.size >= MAX_EXTERNAL_ENTRIES) throw corrupt(where, 'too many external_data');
      external.set(...readStringEntry(where, bytesOf(where, value)));
    },
    14: (value) => {
      isExternal = integerOf(where, value) === IN_OTHER_FILE;
    },
  });
  const data = { raw, numbers: numbers.bytes(), varints: varints.bytes() };
  return { name, dataType, shape, ...data, ...(isExternal ? { external } : {}) };
}

function sizeOf(where: string, value: bigint, axis: number): number {
  const size = Number(integerOf(where, value));
  if (axis >= MAX_DIMENSIONS) throw corrupt(where, `more than ${MAX_DIMENSIONS} dimensions`);
  if (size < 0 || !Number.isSafeInteger(size)) throw corrupt(where, `a size of ${size}`);
  return size;
}
