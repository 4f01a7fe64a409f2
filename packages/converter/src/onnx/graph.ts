import { corrupt, notACheckpoint, tooLarge } from '../errors.js';
import { readStringEntry } from './string-entry.js';
import { readTensorProto, type TensorProto } from './tensor-proto.js';
import { bytesOf, forEachField, integerOf, textOf, varintsOf } from './wire.js';

/** The part of a `GraphProto` that leads to its weights. */
export interface OnnxGraph {
  readonly initializers: ReadonlyMap<string, TensorProto>;
  /** Nodes of the operations in {@link KEPT}, in the order in which they run. */
  readonly nodes: readonly OnnxNode[];
  /** The model's `metadata_props`. */
  readonly metadata: ReadonlyMap<string, string>;
}

export interface OnnxNode {
  readonly operation: string;
  /** Names of the first few inputs. */
  readonly inputs: readonly string[];
  /** Name of the first output. */
  readonly output: string;
  /** `value` of a Constant. */
  readonly constant?: TensorProto;
  /** `transB` of a Gemm: its weight is [classes, features]. */
  readonly isTransposed: boolean;
  /** `epsilon` of a BatchNormalization. */
  readonly epsilon?: number;
  /** `strides` of a Conv, one for each axis; absent where all are 1. */
  readonly strides?: readonly number[];
  /** `starts`, `ends` and `axes` of a Slice, which has them as inputs since opset 10. */
  readonly starts?: readonly number[];
  readonly ends?: readonly number[];
  readonly axes?: readonly number[];
  /** `value_int` or `value_ints` of a Constant. */
  readonly integers?: readonly number[];
  /** Of a Shape, whether `start` or `end` leave some axes out. */
  readonly isPartOfShape?: boolean;
}

/**
 * Operations with weights, those that may stand between a weight and its operation, the shortcut's
 * Slice, and those that exporters work its bounds out with.
 */
const KEPT: ReadonlySet<string> = new Set([
  ...['Conv', 'BatchNormalization', 'Gemm', 'MatMul', 'Add'],
  ...['Constant', 'Identity', 'Cast'],
  ...['Slice', 'Shape', 'Gather', 'Div', 'CastLike', 'Reshape', 'Squeeze', 'Unsqueeze'],
]);
/** A BatchNormalization has five, and so has a Slice. */
const KEPT_INPUTS = 5;
/** A batch of pictures has four axes. */
const KEPT_INTEGERS = 4;
/** MobileNeXt has some hundreds; a node can be two bytes of file but never two bytes of memory. */
const MAX_NODES = 2 ** 16;
const MAX_METADATA = 2 ** 10;

/**
 * Reads the graph of an ONNX model, subgraphs left out.
 *
 * @throws {ConverterError} `not-a-checkpoint` without a graph, `corrupt`, `truncated`, `too-large`.
 */
export function readGraph(model: Uint8Array): OnnxGraph {
  let graph: Uint8Array | undefined;
  const metadata = new Map<string, string>();
  forEachField('the ONNX model', model, {
    7: (value) => {
      graph = bytesOf('the ONNX model', value);
    },
    14: (value) => {
      if (metadata.size >= MAX_METADATA) throw tooLarge('the ONNX model', 'too many metadata');
      metadata.set(...readStringEntry('the ONNX model', bytesOf('the ONNX model', value)));
    },
  });
  if (!graph) throw notACheckpoint('the ONNX model has no graph');
  const initializers = new Map<string, TensorProto>();
  const nodes: OnnxNode[] = [];
  const where = 'the ONNX graph';
  let count = 0;
  const admit = (): void => {
    if (++count > MAX_NODES) throw tooLarge(where, `over ${MAX_NODES} nodes and tensors`);
  };
  forEachField(where, graph, {
    1: (value) => {
      admit();
      const node = readNode(bytesOf(where, value));
      if (KEPT.has(node.operation)) nodes.push(node);
    },
    5: (value) => {
      admit();
      const tensor = readTensorProto(bytesOf(where, value));
      if (initializers.has(tensor.name)) throw corrupt(tensor.name, 'it stands twice in the graph');
      initializers.set(tensor.name, tensor);
    },
  });
  return { initializers, nodes, metadata };
}

function readNode(bytes: Uint8Array): OnnxNode {
  const where = 'an ONNX node';
  const inputs: string[] = [];
  let operation = '';
  let output: string | undefined;
  let attributes: NodeAttributes = { isTransposed: false };
  forEachField(where, bytes, {
    1: (value) => {
      if (inputs.length < KEPT_INPUTS) inputs.push(textOf(where, value));
    },
    2: (value) => {
      output ??= textOf(where, value);
    },
    4: (value) => {
      operation = textOf(where, value);
    },
    5: (value) => {
      attributes = { ...attributes, ...readAttribute(bytesOf(where, value)) };
    },
  });
  return { operation, inputs, output: output ?? '', ...attributes };
}

type NodeAttributes = Omit<OnnxNode, 'operation' | 'inputs' | 'output'>;

/** Of an `AttributeProto`, what {@link OnnxNode} keeps. */
function readAttribute(bytes: Uint8Array): Partial<NodeAttributes> {
  const where = 'an ONNX attribute';
  let name = '';
  let float: Uint8Array | undefined;
  let integer: bigint | undefined;
  let tensor: Uint8Array | undefined;
  const integers: number[] = [];
  forEachField(where, bytes, {
    1: (value) => {
      name = textOf(where, value);
    },
    2: (value) => {
      float = bytesOf(where, value);
    },
    3: (value) => {
      integer = integerOf(where, value);
    },
    5: (value) => {
      tensor = bytesOf(where, value);
    },
    8: (value) => {
      for (const each of varintsOf(where, value)) {
        if (integers.length >= KEPT_INTEGERS) break;
        integers.push(Number(BigInt.asIntN(64, each)));
      }
    },
  });
  switch (name) {
    case 'value':
      return tensor ? { constant: readTensorProto(tensor) } : {};
    case 'value_int':
      return { integers: [Number(integer)] };
    case 'value_ints':
      return { integers };
    case 'transB':
      return { isTransposed: integer === 1n };
    case 'epsilon':
      return float?.length === 4 ? { epsilon: float32(float) } : {};
    case 'strides':
    case 'starts':
    case 'ends':
    case 'axes':
      return { [name]: integers };
    case 'start':
      return integer === 0n ? {} : { isPartOfShape: true };
    case 'end':
      return { isPartOfShape: true };
    default:
      return {};
  }
}

const float32 = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
