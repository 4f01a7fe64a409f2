// The messages of ONNX that a network needs. Source: onnx.proto3, field numbers beside each name.
import { bytes, integer, integers, message } from './protobuf.mjs';

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
const IR_VERSION = 8;
const OPSET = 17;

/** ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8. */
export const model = (graph) =>
  message(
    integer(1, IR_VERSION),
    bytes(2, 'mobilenext'),
    bytes(7, graph),
    bytes(8, integer(2, OPSET)),
  );

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12. */
export const graph = ({ nodes, initializers, input, output }) =>
  message(
    nodes.map((each) => bytes(1, each)),
    bytes(2, 'mobilenext'),
    initializers.map((each) => bytes(5, each)),
    bytes(11, input),
    bytes(12, output),
  );

/** NodeProto: input 1, output 2, op_type 4, attribute 5. Attributes are numbers or lists of them. */
export const node = (type, inputs, output, attributes = {}) =>
  message(
    inputs.map((name) => bytes(1, name)),
    bytes(2, output),
    bytes(4, type),
    Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  );

/** AttributeProto: name 1, i 3, ints 8, type 20. */
const attribute = (name, value) =>
  Array.isArray(value)
    ? message(bytes(1, name), integers(8, value), integer(20, ATTRIBUTE_INTS))
    : message(bytes(1, name), integer(3, value), integer(20, ATTRIBUTE_INT));

/** TensorProto of float32: dims 1, data_type 2, name 8, raw_data 9. */
export const floatTensor = (name, shape, values) => tensor(name, shape, FLOAT, values);

/** TensorProto of int64. */
export const integerTensor = (name, values) =>
  tensor(name, [values.length], INT64, BigInt64Array.from(values, BigInt));

const tensor = (name, shape, type, { buffer, byteOffset, byteLength }) =>
  message(
    integers(1, shape),
    integer(2, type),
    bytes(8, name),
    bytes(9, Buffer.from(buffer, byteOffset, byteLength)),
  );

/** ValueInfoProto of float32: name 1, type 2; tensor_type 1: elem_type 1, shape 2: dim 1. */
export const floatValue = (name, shape) => {
  const dimensions = message(shape.map((side) => bytes(1, integer(1, side))));
  const tensorType = message(integer(1, FLOAT), bytes(2, dimensions));
  return message(bytes(1, name), bytes(2, bytes(1, tensorType)));
};
