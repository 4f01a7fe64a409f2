import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { filterShapeOihw } from '@mobilenext/core';
import { type MobileNeXt, mobileNeXt } from '@mobilenext/mobilenext';
import {
  floatValueProto,
  graphProto,
  modelProto,
  nodeProto,
  tensorProto,
} from '../src/onnx/messages.js';

// Field numbers are those of onnx.proto.

const field = (number: number, bytes: Uint8Array): Uint8Array =>
  new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(bytes).finish();

const number = (field: number, value: number): Uint8Array =>
  new BinaryWriter().tag(field, WireType.Varint).int64(value).finish();

const text = (number: number, value: string): Uint8Array => field(number, Buffer.from(value));

const FLOAT = 1;

/** An initialiser of float32 values. */
export function tensor(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  const dims = shape.map((size) => number(1, size));
  const raw = new Uint8Array(values.buffer);
  return field(5, Buffer.concat([...dims, number(2, FLOAT), text(8, name), field(9, raw)]));
}

/** A node of a graph. */
export function node(
  operation: string,
  inputs: readonly string[],
  output: string,
  ...rest: Uint8Array[]
) {
  const names = inputs.map((input) => text(1, input));
  return field(1, Buffer.concat([...names, text(2, output), text(4, operation), ...rest]));
}

/** An attribute of a node. */
const float = (name: string, value: number): Uint8Array =>
  field(
    5,
    Buffer.concat([text(1, name), new BinaryWriter().tag(2, WireType.Bit32).float(value).finish()]),
  );

/** A model of these parts of a graph. */
const model = (...graph: Uint8Array[]): Uint8Array =>
  Uint8Array.from(Buffer.concat([number(1, 8), text(2, 'test'), field(7, Buffer.concat(graph))]));

/**
 * MobileNeXt's convolutions in order with one output channel each, as Paddle's exporter writes them:
 * names of its own, the classifier a MatMul of [2, 3] and an Add, the first weight behind an Identity.
 *
 * @param norms with a BatchNormalization behind each instead of a bias, or only behind the first so
 * many.
 * @param epsilon of each BatchNormalization.
 * @param more further parts of the graph.
 */
export function smallNetwork({
  norms,
  epsilon = 1e-5,
  more = [],
}: {
  readonly norms: boolean | number;
  readonly epsilon?: number;
  readonly more?: readonly Uint8Array[];
}): Uint8Array {
  const units = mobileNeXt().chains.flatMap((chain) => chain.units);
  const parts = units.flatMap((unit, i) => {
    const [, perFilter, ...sides] = filterShapeOihw(unit);
    const shape = [1, Math.min(perFilter, 2), ...sides];
    const count = shape.reduce((product, size) => product * size, 1);
    const filter = tensor(`w${i}`, shape, new Float32Array(count).fill(i + 0.5));
    const one = (name: string, value: number) => tensor(name, [1], Float32Array.of(value));
    const source = i === 0 ? 'alias' : `w${i}`;
    if (norms === false || (norms !== true && i >= norms))
      return [filter, one(`b${i}`, -i), node('Conv', ['x', source, `b${i}`], `y${i}`)];
    const names = ['g', 'b', 'm', 'v'].map((name) => `${name}${i}`);
    return [
      filter,
      ...names.map((name, k) => one(name, i + k)),
      node('Conv', ['x', source], `y${i}`),
      node('BatchNormalization', [`y${i}`, ...names], `n${i}`, float('epsilon', epsilon)),
    ];
  });
  return model(
    node('Identity', ['w0'], 'alias'),
    ...parts,
    tensor('fc.w_0', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
    tensor('fc.b_0', [3], Float32Array.of(7, 8, 9)),
    node('MatMul', ['pooled', 'fc.w_0'], 'product'),
    node('Add', ['product', 'fc.b_0'], 'logits'),
    ...more,
  );
}

/**
 * Convolutions without weights, and the shortcuts as PyTorch's exporter leaves `x.shape[1] // 2`: all
 * that says strides and identity multiplier, and little else.
 */
export function shortcutGraph({ chains }: MobileNeXt): Uint8Array {
  const nodes = chains.flatMap(({ name, units, identityChannels }) => [
    ...units.map(({ stride }, i) =>
      nodeProto('Conv', [i === 0 ? `${name}.in` : `${name}.${i}`, 'w'], `${name}.${i + 1}`, {
        strides: [stride, stride],
      }),
    ),
    ...(identityChannels > 0 ? halfShortcut(name) : []),
  ]);
  const integer = (name: string, value: number): Uint8Array =>
    tensorProto(name, {
      dtype: 'I64',
      shape: [1],
      bytes: Uint8Array.of(value, 0, 0, 0, 0, 0, 0, 0),
    });
  const initializers = [integer('zero', 0), integer('one', 1), integer('two', 2)];
  const [input, output] = ['x', 'y'].map((name) => floatValueProto(name, []));
  const graph = graphProto({ name: 'test', nodes, initializers, input, output });
  return modelProto({ irVersion: 8, opset: 17, graph, metadata: {} });
}

const halfShortcut = (name: string): readonly Uint8Array[] => [
  nodeProto('Shape', [`${name}.in`], `${name}.shape`),
  nodeProto('Gather', [`${name}.shape`, 'one'], `${name}.channels`),
  nodeProto('Div', [`${name}.channels`, 'two'], `${name}.half`),
  nodeProto('Unsqueeze', [`${name}.half`, 'zero'], `${name}.end`),
  nodeProto('Slice', [`${name}.in`, 'zero', `${name}.end`, 'one'], `${name}.left`),
  nodeProto('Add', [`${name}.out`, `${name}.left`], `${name}.sum`),
];
