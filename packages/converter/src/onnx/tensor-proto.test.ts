import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from '@jest/globals';
import { toFloat64 } from '../tensor-values.js';
import { tensorProtoReader } from './stored-tensor-of.js';
import { readTensorProto } from './tensor-proto.js';

/** Writes one number without its tag. */
type Write = (writer: BinaryWriter, value: number) => BinaryWriter;

const DIMS = 1;
const varint: Write = (writer, value) => writer.int64(value);

/** The lists of a TensorProto: its name, field, how its elements are written, and a type in it. */
const LISTS: readonly (readonly [string, number, WireType, Write, number])[] = [
  ['float_data', 4, WireType.Bit32, (writer, value) => writer.float(value), 1],
  ['int32_data', 5, WireType.Varint, (writer, value) => writer.int32(value), 6],
  ['int64_data', 7, WireType.Varint, varint, 7],
  ['double_data', 10, WireType.Bit64, (writer, value) => writer.double(value), 11],
  ['uint64_data', 11, WireType.Varint, (writer, value) => writer.uint64(value), 13],
];

/** A field of numbers, of which one piece each is packed, or every one by itself where it has one. */
function list(field: number, type: WireType, write: Write, pieces: readonly number[][]) {
  const writer = new BinaryWriter();
  for (const piece of pieces) {
    if (piece.length === 1) {
      write(writer.tag(field, type), piece[0]);
      continue;
    }
    const packed = new BinaryWriter();
    for (const value of piece) write(packed, value);
    writer.tag(field, WireType.LengthDelimited).bytes(packed.finish());
  }
  return writer.finish();
}

const oneByOne = (values: readonly number[]): number[][] => values.map((value) => [value]);

describe('the lists of an ONNX tensor', () => {
  const values = [1, 300, 0, 2 ** 30, 5, 6];

  it.each(LISTS)('%s may be packed, unpacked or both', (_, field, wireType, write, dataType) => {
    const split = [[1], values.slice(1, 4), [], values.slice(4)];
    for (const pieces of [[values], oneByOne(values), split]) {
      for (const dims of [[[2, 3]], oneByOne([2, 3])]) {
        const type = new BinaryWriter().tag(2, WireType.Varint).int32(dataType).finish();
        const proto = readTensorProto(
          Uint8Array.from([
            ...list(DIMS, WireType.Varint, varint, dims),
            ...type,
            ...list(field, wireType, write, pieces),
          ]),
        );
        const tensor = tensorProtoReader(100, new Map())(proto, 'w');
        expect(tensor.shape).toEqual([2, 3]);
        expect([...toFloat64(tensor)]).toEqual(values);
      }
    }
  });

  it('of negative numbers too', () => {
    const proto = readTensorProto(list(7, WireType.Varint, varint, oneByOne([-1, -300])));
    expect(proto.varints).toEqual(
      readTensorProto(list(7, WireType.Varint, varint, [[-1, -300]])).varints,
    );
  });

  it('keeps each of very many small pieces', () => {
    const ones = Array.from({ length: 200_000 }, () => [1]);
    expect(readTensorProto(list(7, WireType.Varint, varint, ones)).varints).toHaveLength(200_000);
  });

  it('bounds the dimensions, packed or not', () => {
    const many = Array.from({ length: 65 }, () => 1);
    for (const dims of [[many], oneByOne(many)]) {
      expect(() => readTensorProto(list(DIMS, WireType.Varint, varint, dims))).toThrow(
        'more than 64 dimensions',
      );
    }
  });
});
