import type { Chain, Network, Unit } from '@mobilenext/core';
import type { TensorMap } from '../checkpoint.js';
import type { StoredTensor } from '../stored-tensor.js';
import {
  constant,
  fusedOps,
  type GraphNode,
  integers,
  node,
  placeholder,
  shapeProto,
  text,
} from './graph-nodes.js';

/** A graph that grows node by node, and the values of its constants. */
interface Graph {
  readonly nodes: GraphNode[];
  readonly constants: Map<string, StoredTensor>;
}

/**
 * The graph that `tf.loadGraphModel` runs: `pictures` [batch, height, width, channels], normalised ->
 * `logits` [batch, classes]. Convolutions carry their bias and ReLU6.
 *
 * @param parameters folded, under PyTorch's names, in TensorFlow's layout.
 * @returns the fields of `model.json` that describe it, and its weights by name.
 */
export function graphModel(network: Network, parameters: TensorMap) {
  // Batch, height and width may be any.
  const picturesShape = [-1, -1, -1, network.chains[0].inChannels];
  const graph: Graph = {
    nodes: [placeholder('pictures', picturesShape)],
    constants: new Map(),
  };
  for (const [name, tensor] of parameters) addConstant(graph, name, tensor);
  const lastMap = network.chains.reduce((map, chain) => addChain(graph, chain, map), 'pictures');
  const { key, numClasses } = network.classifier;
  const axes = addConstant(graph, 'spatialAxes', integerTensor([1, 2], [2]));
  graph.nodes.push(
    node('Mean', 'features', [lastMap, axes], { keep_dims: { b: false } }),
    node('_FusedMatMul', 'logits', ['features', `${key}.weight`, `${key}.bias`], {
      ...fusedOps('BiasAdd'),
      transpose_a: { b: false },
      transpose_b: { b: false },
    }),
  );
  return {
    description: {
      format: 'graph-model',
      signature: {
        inputs: { pictures: tensorInfo('pictures', picturesShape) },
        outputs: { logits: tensorInfo('logits', [-1, numClasses]) },
      },
      modelTopology: { node: graph.nodes, library: {}, versions: {} },
    },
    weights: graph.constants,
  };
}

const tensorInfo = (name: string, shape: readonly number[]) => ({
  name: `${name}:0`,
  dtype: 'DT_FLOAT',
  tensorShape: shapeProto(shape),
});

/** Appends a chain; gives the name of what comes out. */
function addChain(graph: Graph, chain: Chain, input: string): string {
  const output = chain.units.reduce((map, unit) => addUnit(graph, unit, map), input);
  return chain.identityChannels > 0 ? addIdentity(graph, chain, input, output) : output;
}

function addUnit(graph: Graph, unit: Unit, input: string): string {
  const { convolution, convolutionKey: key, stride, activation } = unit;
  const op = convolution === 'depthwise' ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D';
  const name = `${key}.out`;
  const activations = activation === 'relu6' ? ['Relu6'] : [];
  graph.nodes.push(
    node(op, name, [input, `${key}.weight`, `${key}.bias`], {
      strides: integers(1, stride, stride, 1),
      dilations: integers(1, 1, 1, 1),
      data_format: text('NHWC'),
      ...(convolution === 'pointwise' ? { padding: text('VALID') } : ONE_PIXEL),
      ...fusedOps('BiasAdd', ...activations),
    }),
  );
  return name;
}

/** `SAME` would pad only the far side of even maps where the stride is 2. */
const ONE_PIXEL = {
  padding: text('EXPLICIT'),
  explicit_paddings: integers(0, 0, 1, 1, 1, 1, 0, 0),
};

/** A shortcut that covers only the leading channels is cut out and filled up with zeros. */
function addIdentity(graph: Graph, chain: Chain, input: string, output: string): string {
  const { name, inChannels, outChannels, identityChannels } = chain;
  let identity = input;
  if (identityChannels < inChannels) {
    const begin = addConstant(graph, `${name}.begin`, integerTensor([0, 0, 0, 0], [4]));
    const size = addConstant(
      graph,
      `${name}.size`,
      integerTensor([-1, -1, -1, identityChannels], [4]),
    );
    identity = add(graph, 'Slice', `${name}.identity`, [identity, begin, size]);
  }
  if (identityChannels < outChannels) {
    const behind = [0, 0, 0, 0, 0, 0, 0, outChannels - identityChannels];
    const paddings = addConstant(graph, `${name}.paddings`, integerTensor(behind, [4, 2]));
    identity = add(graph, 'Pad', `${name}.widened`, [identity, paddings]);
  }
  return add(graph, 'AddV2', `${name}.sum`, [output, identity]);
}

function add(graph: Graph, op: string, name: string, inputs: readonly string[]): string {
  graph.nodes.push(node(op, name, inputs));
  return name;
}

function addConstant(graph: Graph, name: string, tensor: StoredTensor): string {
  graph.nodes.push(constant(name, tensor));
  graph.constants.set(name, tensor);
  return name;
}

function integerTensor(values: readonly number[], shape: readonly number[]): StoredTensor {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setInt32(i * 4, value, true));
  return { dtype: 'I32', shape, bytes };
}
