import { elementCount, type StoredTensor } from '../stored-tensor.js';
import { toFloat64 } from '../tensor-values.js';
import type { OnnxGraph, OnnxNode } from './graph.js';
import type { TensorProto } from './tensor-proto.js';

/** A map of which the channels are known, and nothing else. */
export interface KnownShape {
  readonly name: string;
  readonly channels: number;
}

/** Bounds and axes of a Slice are at most as many as a picture has axes. */
const MOST = 8;
/** Exporters put about six nodes between a shape and a bound; a file may put them in a circle. */
const MAX_DEPTH = 16;

/** Whole numbers; undefined where they cannot be known. */
type Integers = readonly number[] | undefined;

/**
 * Works out the whole numbers that a graph computes from constants and from the shape of one map, as
 * the bound of a slice is where an exporter left `x.shape[1] // n` as it was. Undefined are those
 * that hang on anything else; NaN stands for sizes that are not known.
 */
export function integersOf(
  { initializers, nodes }: OnnxGraph,
  read: (tensor: TensorProto) => StoredTensor,
  known: KnownShape,
): (name: string | undefined) => Integers {
  const makers = new Map(nodes.map((node) => [node.output, node]));
  // Many numbers may hang on one, by ways that are as many as two to the depth.
  const found = new Map<string, Integers>();

  function valueOf(name: string | undefined, depth: number): Integers {
    if (name === undefined || depth > MAX_DEPTH) return undefined;
    if (found.has(name)) return found.get(name);
    // What hangs on itself is not known.
    found.set(name, undefined);
    const [initializer, node] = [initializers.get(name), makers.get(name)];
    const value = initializer
      ? constantOf(initializer)
      : node && computed(node, (input) => valueOf(input, depth + 1));
    found.set(name, value);
    return value;
  }

  function constantOf(tensor: TensorProto): Integers {
    if (elementCount(tensor.shape) > MOST) return undefined;
    const stored = read(tensor);
    return stored.dtype === 'I64' || stored.dtype === 'I32' ? [...toFloat64(stored)] : undefined;
  }

  function computed(
    { operation, inputs, constant, integers, isPartOfShape }: OnnxNode,
    value: (name: string | undefined) => Integers,
  ): Integers {
    switch (operation) {
      case 'Constant':
        return constant ? constantOf(constant) : integers;
      case 'Shape':
        return inputs[0] === known.name && !isPartOfShape
          ? [Number.NaN, known.channels, Number.NaN, Number.NaN]
          : undefined;
      case 'Gather': {
        const [values, at] = [value(inputs[0]), value(inputs[1])];
        return at && values && at.map((index) => values[index] ?? Number.NaN);
      }
      case 'Div': {
        const [dividends, [divisor] = []] = [value(inputs[0]), value(inputs[1])];
        return dividends?.map((dividend) => Math.floor(dividend / (divisor ?? Number.NaN)));
      }
      default:
        return KEEPS_VALUES.has(operation) ? value(inputs[0]) : undefined;
    }
  }

  return (name) => valueOf(name, 0);
}

/** Operations that change the type or the shape of a few numbers, which does not matter here. */
const KEEPS_VALUES: ReadonlySet<string> = new Set([
  'Identity',
  'Cast',
  'CastLike',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
]);
