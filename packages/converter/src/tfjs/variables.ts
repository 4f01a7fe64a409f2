import { type Network, stateDict, type TensorRole } from '@mobilenext/core';
import type { FolderFormat } from '../formats.js';
import { inverseOrder, permuteAxes } from '../permute-axes.js';
import type { StoredTensor } from '../stored-tensor.js';

/** A tensor of the network as a model of TensorFlow.js knows it. */
export interface Variable {
  /** PyTorch's, or `<convolution>.bias` for what folding adds. */
  readonly key: string;
  /** In the model's table of weights. */
  readonly name: string;
  /** Axes of PyTorch's layout in TensorFlow's order; as they are unless given. */
  readonly axes?: readonly number[];
}

/** OIHW -> HWIO. */
const FILTER = [2, 3, 1, 0];
/** [channels, 1, H, W] -> [H, W, channels, 1]. */
const DEPTHWISE_FILTER = [2, 3, 0, 1];
/** [classes, features] -> [features, classes]. */
const LINEAR = [1, 0];

/** What Keras calls the weights of its layers. */
const LAYER_NAMES: Readonly<Record<TensorRole, string>> = {
  filter: 'kernel',
  normWeight: 'gamma',
  normBias: 'beta',
  linearWeight: 'kernel',
  linearBias: 'bias',
  runningMean: 'moving_mean',
  runningVariance: 'moving_variance',
  batchCount: '',
};

/** All weights of a network's model: folded in a graph model, batch norms kept in a layers model. */
export function variablesOf(format: FolderFormat, network: Network): readonly Variable[] {
  return format === 'tfjs-graph' ? graphVariables(network) : layersVariables(network);
}

function graphVariables(network: Network): readonly Variable[] {
  const { key: classifier } = network.classifier;
  return [
    ...network.chains.flatMap(({ units }) =>
      units.flatMap(({ convolution, convolutionKey: key }) => [
        { key: `${key}.weight`, name: `${key}.weight`, axes: filterAxes(convolution) },
        { key: `${key}.bias`, name: `${key}.bias` },
      ]),
    ),
    { key: `${classifier}.weight`, name: `${classifier}.weight`, axes: LINEAR },
    { key: `${classifier}.bias`, name: `${classifier}.bias` },
  ];
}

/** Named `<layer>/<weight>`, as tfjs-layers looks for them. */
function layersVariables(network: Network): readonly Variable[] {
  const depthwise = new Set(
    network.chains
      .flatMap(({ units }) => units)
      .filter(({ convolution }) => convolution === 'depthwise')
      .map(({ convolutionKey }) => `${convolutionKey}.weight`),
  );
  return stateDict(network)
    .filter(({ role }) => role !== 'batchCount')
    .map(({ key, role }) => {
      const layer = key.slice(0, key.lastIndexOf('.'));
      if (depthwise.has(key)) {
        return { key, name: `${layer}/depthwise_kernel`, axes: DEPTHWISE_FILTER };
      }
      const name = `${layer}/${LAYER_NAMES[role]}`;
      if (role === 'filter') return { key, name, axes: FILTER };
      return role === 'linearWeight' ? { key, name, axes: LINEAR } : { key, name };
    });
}

const filterAxes = (convolution: string): readonly number[] =>
  convolution === 'depthwise' ? DEPTHWISE_FILTER : FILTER;

/** PyTorch's layout -> TensorFlow's. */
export const toTensorflow = (tensor: StoredTensor, { axes }: Variable): StoredTensor =>
  axes ? permuteAxes(tensor, axes) : tensor;

/** TensorFlow's layout -> PyTorch's. */
export const fromTensorflow = (tensor: StoredTensor, { axes }: Variable): StoredTensor =>
  axes ? permuteAxes(tensor, inverseOrder(axes)) : tensor;
