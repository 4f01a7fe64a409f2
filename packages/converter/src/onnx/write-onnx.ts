import { BATCH_NORM_EPSILON, type Chain, type Network, type Unit } from '@mobilenext/core';
import type { Checkpoint, TensorMap } from '../checkpoint.js';
import type { StoredTensor } from '../stored-tensor.js';
import { fromFloat32 } from '../tensor-values.js';
import { type TensorOptions, tensorsToWrite } from '../tensors-to-write.js';
import {
  type Dimension,
  FLOAT,
  floatValueProto,
  graphProto,
  type Message,
  modelProto,
  nodeProto,
  tensorProto,
} from './messages.js';

export interface OnnxOptions extends Pick<TensorOptions, 'half' | 'fold'> {
  /** Texts that the file keeps as `metadata_props`. */
  readonly metadata?: Checkpoint['metadata'];
  /** Sizes of the input that are fixed; the others may be any at run time. */
  readonly input?: { readonly batch?: number; readonly height?: number; readonly width?: number };
}

const OPSET = 17;
/** The first version of the file format whose checker accepts that opset. */
const IR_VERSION = 8;
const CHANNEL_AXIS = 1;

/** A graph that grows node by node. */
interface Graph {
  readonly nodes: Message[];
  /** By name. */
  readonly initializers: Map<string, Message>;
}

/**
 * A network with its parameters as an ONNX file: `pictures` [batch, channels, height, width], normalised ->
 * `logits` [batch, classes], float32. Initialisers have the names of PyTorch's state_dict; batch
 * norms stay unless `fold` is given. The shortcut is a plain Add.
 *
 * With `half` the parameters are stored as float16 and each widened by a Cast, which runtimes
 * work out when they load: every one of them can run the file, and the logits are those of the
 * rounded parameters in float32.
 *
 * @param tensors under PyTorch's names, in PyTorch's layout.
 * @throws {ConverterError} as `fitToNetwork`; `not-representable`.
 *
 * @example
 * const bytes = writeOnnx(mobileNeXt({ width: 0.35 }), tensors, { fold: true });
 */
export function writeOnnx(
  network: Network,
  tensors: TensorMap,
  options: OnnxOptions = {},
): Uint8Array {
  const { half, fold, metadata = {}, input = {} } = options;
  const parameters = tensorsToWrite('onnx', tensors, { network, half, fold });
  const graph: Graph = { nodes: [], initializers: new Map() };
  for (const [key, tensor] of parameters) addParameter(graph, key, tensor);
  addInitializer(graph, 'zero', scalar(0));
  addInitializer(graph, 'six', scalar(6));
  const named = (key: string): string => parameterName(key, parameters);

  const lastMap = network.chains.reduce(
    (map, chain) => addChain(graph, chain, map, { named, fold: fold ?? false }),
    'pictures',
  );
  const { key, numClasses } = network.classifier;
  addNode(graph, 'GlobalAveragePool', [lastMap], 'pooled');
  addNode(graph, 'Flatten', ['pooled'], 'features');
  const gemm = ['features', named(`${key}.weight`), named(`${key}.bias`)];
  addNode(graph, 'Gemm', gemm, 'logits', { transB: 1 });

  const { batch = 'batch', height = 'height', width = 'width' } = input;
  const pictures: readonly Dimension[] = [batch, network.chains[0].inChannels, height, width];
  return modelProto({
    irVersion: IR_VERSION,
    opset: OPSET,
    metadata,
    graph: graphProto({
      name: network.name,
      nodes: graph.nodes,
      initializers: [...graph.initializers.values()],
      input: floatValueProto('pictures', pictures),
      output: floatValueProto('logits', [batch, numClasses]),
    }),
  });
}

/** How nodes find their parameters. */
interface Naming {
  readonly named: (key: string) => string;
  readonly fold: boolean;
}

/** Appends a chain; gives the name of what comes out, as all functions below do. */
function addChain(graph: Graph, chain: Chain, input: string, naming: Naming): string {
  const output = chain.units.reduce((map, unit) => addUnit(graph, unit, map, naming), input);
  return chain.identityChannels > 0 ? addIdentity(graph, chain, input, output) : output;
}

function addUnit(graph: Graph, unit: Unit, input: string, { named, fold }: Naming): string {
  const { convolution, convolutionKey: key, normKey, outChannels, stride, activation } = unit;
  const [side, pad] = convolution === 'pointwise' ? [1, 0] : [3, 1];
  const bias = fold ? [named(`${key}.bias`)] : [];
  let map = addNode(graph, 'Conv', [input, named(`${key}.weight`), ...bias], `${key}.out`, {
    kernel_shape: [side, side],
    pads: [pad, pad, pad, pad],
    strides: [stride, stride],
    group: convolution === 'depthwise' ? outChannels : 1,
  });
  if (!fold) {
    const inputs = NORM_TENSORS.map((name) => named(`${normKey}.${name}`));
    const attributes = { epsilon: BATCH_NORM_EPSILON };
    map = addNode(graph, 'BatchNormalization', [map, ...inputs], `${normKey}.out`, attributes);
  }
  return activation === 'none'
    ? map
    : addNode(graph, 'Clip', [map, 'zero', 'six'], `${key}.clipped`);
}

/** In the order in which BatchNormalization takes them. */
const NORM_TENSORS = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/** A shortcut that covers only the leading channels is cut out and joined again. */
function addIdentity(graph: Graph, chain: Chain, input: string, output: string): string {
  const { name, outChannels, identityChannels } = chain;
  const inputs = { identity: input, leading: output };
  if (identityChannels < chain.inChannels) {
    inputs.identity = addSlice(graph, input, [0, identityChannels], `${name}.identity`);
  }
  if (identityChannels === outChannels) {
    return addNode(graph, 'Add', [output, inputs.identity], `${name}.sum`);
  }
  inputs.leading = addSlice(graph, output, [0, identityChannels], `${name}.leading`);
  const rest = addSlice(graph, output, [identityChannels, outChannels], `${name}.rest`);
  const added = addNode(graph, 'Add', [inputs.leading, inputs.identity], `${name}.added`);
  return addNode(graph, 'Concat', [added, rest], `${name}.sum`, { axis: CHANNEL_AXIS });
}

/** Channels from `begin` up to `end`. */
function addSlice(
  graph: Graph,
  input: string,
  [begin, end]: readonly [number, number],
  output: string,
): string {
  addInitializer(graph, `${output}.begin`, integerTensor(begin));
  addInitializer(graph, `${output}.end`, integerTensor(end));
  addInitializer(graph, 'channelAxis', integerTensor(CHANNEL_AXIS));
  const inputs = [input, `${output}.begin`, `${output}.end`, 'channelAxis'];
  return addNode(graph, 'Slice', inputs, output);
}

function addNode(
  graph: Graph,
  ...[type, inputs, output, attributes]: Parameters<typeof nodeProto>
): string {
  graph.nodes.push(nodeProto(type, inputs, output, attributes));
  return output;
}

function addParameter(graph: Graph, key: string, tensor: StoredTensor): void {
  addInitializer(graph, key, tensor);
  if (tensor.dtype === 'F16') addNode(graph, 'Cast', [key], `${key}.float32`, { to: FLOAT });
}

const parameterName = (key: string, parameters: TensorMap): string =>
  parameters.get(key)?.dtype === 'F16' ? `${key}.float32` : key;

const addInitializer = (graph: Graph, name: string, tensor: StoredTensor): unknown =>
  graph.initializers.set(name, tensorProto(name, tensor));

const scalar = (value: number): StoredTensor => fromFloat32(Float32Array.of(value), []);

function integerTensor(value: number): StoredTensor {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
  return { dtype: 'I64', shape: [1], bytes };
}
