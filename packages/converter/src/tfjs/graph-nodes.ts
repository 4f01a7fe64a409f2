// Nodes of a TensorFlow graph as tfjs reads them: GraphDef in protobuf's JSON, in which bytes are
// base64 and 64-bit integers texts.
import type { StoredTensor } from '../stored-tensor.js';

/** NodeDef. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

const FLOAT = { type: 'DT_FLOAT' } as const;

/** TensorShapeProto; -1 stands for any size. */
export const shapeProto = (sizes: readonly number[]) => ({
  dim: sizes.map((size) => ({ size: String(size) })),
});

export const placeholder = (name: string, shape: readonly number[]): GraphNode => ({
  name,
  op: 'Placeholder',
  attr: { dtype: FLOAT, shape: { shape: shapeProto(shape) } },
});

/** A constant, whose values lie among the model's weights under its name. */
export function constant(name: string, { dtype, shape }: StoredTensor): GraphNode {
  const type = dtype === 'I32' ? 'DT_INT32' : 'DT_FLOAT';
  const value = { tensor: { dtype: type, tensorShape: shapeProto(shape) } };
  return { name, op: 'Const', attr: { dtype: { type }, value } };
}

export const node = (
  op: string,
  name: string,
  input: readonly string[],
  attr: GraphNode['attr'] = {},
): GraphNode => ({ name, op, input, attr: { T: FLOAT, ...attr } });

export const integers = (...values: number[]) => ({ list: { i: values.map(String) } });

export const text = (value: string) => ({ s: base64(value) });

/** Operations that a fused one applies to its result: BiasAdd, then perhaps an activation. */
export const fusedOps = (...names: string[]) => ({
  fused_ops: { list: { s: names.map(base64) } },
  num_args: { i: '1' },
});

const base64 = (value: string): string => btoa(value);
