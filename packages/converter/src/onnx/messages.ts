// The messages of ONNX that a network needs. Source: onnx.proto3, whose field numbers are named here.
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { StoredTensor } from '../stored-tensor.js';
import { onnxType } from './dtypes.js';

/** A message's bytes. */
export type Message = Uint8Array;

/** A size that is known, or the name of one that is not. */
export type Dimension = number | string;

/** Whole numbers, or lists of them; a number with a fraction is a float. */
export type Attributes = Readonly<Record<string, number | readonly number[]>>;

export const FLOAT = onnxType('F32');
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;

/** ModelProto. */
export function modelProto(options: {
  readonly irVersion: number;
  readonly opset: number;
  readonly graph: Message;
  readonly metadata: Readonly<Record<string, string>>;
}): Message {
  const model = new BinaryWriter();
  integer(model, 1, options.irVersion);
  text(model, 2, 'mobilenext');
  message(model, 7, options.graph);
  message(model, 8, integer(new BinaryWriter(), 2, options.opset).finish());
  for (const [key, value] of Object.entries(options.metadata)) {
    message(model, 14, text(text(new BinaryWriter(), 1, key), 2, value).finish());
  }
  return model.finish();
}

/** GraphProto. */
export function graphProto(options: {
  readonly name: string;
  readonly nodes: readonly Message[];
  readonly initializers: readonly Message[];
  readonly input: Message;
  readonly output: Message;
}): Message {
  const graph = new BinaryWriter();
  for (const node of options.nodes) message(graph, 1, node);
  text(graph, 2, options.name);
  for (const initializer of options.initializers) message(graph, 5, initializer);
  message(graph, 11, options.input);
  message(graph, 12, options.output);
  return graph.finish();
}

/** NodeProto of one output, whose name is the node's as well. */
export function nodeProto(
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: Attributes = {},
): Message {
  const node = new BinaryWriter();
  for (const input of inputs) text(node, 1, input);
  text(node, 2, output);
  text(node, 3, output);
  text(node, 4, type);
  for (const [name, value] of Object.entries(attributes)) {
    message(node, 5, attributeProto(name, value));
  }
  return node.finish();
}

function attributeProto(name: string, value: Attributes[string]): Message {
  const attribute = text(new BinaryWriter(), 1, name);
  if (typeof value !== 'number') {
    integers(attribute, 8, value);
    return integer(attribute, 20, ATTRIBUTE.ints).finish();
  }
  if (Number.isInteger(value)) {
    return integer(integer(attribute, 3, value), 20, ATTRIBUTE.int).finish();
  }
  attribute.tag(2, WireType.Bit32).float(value);
  return integer(attribute, 20, ATTRIBUTE.float).finish();
}

/** TensorProto, its elements as raw bytes. */
export function tensorProto(name: string, { dtype, shape, bytes }: StoredTensor): Message {
  const tensor = new BinaryWriter();
  integers(tensor, 1, shape);
  integer(tensor, 2, onnxType(dtype));
  text(tensor, 8, name);
  return message(tensor, 9, bytes).finish();
}

/** ValueInfoProto of a float32 tensor. */
export function floatValueProto(name: string, dimensions: readonly Dimension[]): Message {
  const shape = new BinaryWriter();
  for (const size of dimensions) {
    const dimension = new BinaryWriter();
    if (typeof size === 'number') integer(dimension, 1, size);
    else text(dimension, 2, size);
    message(shape, 1, dimension.finish());
  }
  const tensorType = message(integer(new BinaryWriter(), 1, FLOAT), 2, shape.finish());
  const type = message(new BinaryWriter(), 1, tensorType.finish());
  return message(text(new BinaryWriter(), 1, name), 2, type.finish()).finish();
}

const integer = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  writer.tag(field, WireType.Varint).int64(value);

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);

const message = (writer: BinaryWriter, field: number, value: Message): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).bytes(value);

/** One field a number, as onnx's own libraries write lists. */
function integers(writer: BinaryWriter, field: number, values: readonly number[]): void {
  for (const value of values) integer(writer, field, value);
}
