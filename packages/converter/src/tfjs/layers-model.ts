import { BATCH_NORM_EPSILON, type Chain, type Network, type Unit } from '@mobilenext/core';

/** A layer of a Keras model and the layers whose outputs it takes. */
interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

/**
 * The Keras model that `tf.loadLayersModel` runs and trains: `pictures` [batch, height, width, channels],
 * normalised -> `logits` [batch, classes]. Layers have the names of PyTorch's modules.
 *
 * @returns the fields of `model.json` that describe it.
 */
export function layersModel(network: Network) {
  const layers: Layer[] = [inputLayer(network)];
  const lastMap = network.chains.reduce((map, chain) => addChain(layers, chain, map), 'pictures');
  const { key, numClasses, dropout } = network.classifier;
  let features = add(layers, 'GlobalAveragePooling2D', 'features', [lastMap], IMAGE);
  if (dropout > 0) features = add(layers, 'Dropout', 'dropout', [features], { rate: dropout });
  const logits = add(layers, 'Dense', key, [features], { units: numClasses, use_bias: true });
  return {
    format: 'layers-model',
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: {
        class_name: 'Functional',
        config: {
          name: network.name,
          layers,
          input_layers: [['pictures', 0, 0]],
          output_layers: [[logits, 0, 0]],
        },
      },
    },
  };
}

const IMAGE = { data_format: 'channels_last' };

function inputLayer({ chains }: Network): Layer {
  const config = {
    name: 'pictures',
    batch_input_shape: [null, null, null, chains[0].inChannels],
    dtype: 'float32',
    sparse: false,
  };
  return { class_name: 'InputLayer', name: 'pictures', config, inbound_nodes: [] };
}

/** Appends a layer; gives its name, as all functions below do. */
function add(
  layers: Layer[],
  kind: string,
  name: string,
  inputs: readonly string[],
  config: Layer['config'] = {},
): string {
  layers.push({
    class_name: kind,
    name,
    config: { name, ...config },
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  });
  return name;
}

function addChain(layers: Layer[], chain: Chain, input: string): string {
  const output = chain.units.reduce((map, unit) => addUnit(layers, unit, map), input);
  return chain.identityChannels > 0 ? addIdentity(layers, chain, input, output) : output;
}

function addUnit(layers: Layer[], unit: Unit, input: string): string {
  const { convolution, convolutionKey: key, normKey, outChannels, stride, activation } = unit;
  const side = convolution === 'pointwise' ? 1 : 3;
  let map = input;
  // Keras's `same` would pad only the far side of even maps where the stride is 2.
  if (stride === 2) {
    const padding = [
      [1, 1],
      [1, 1],
    ];
    map = add(layers, 'ZeroPadding2D', `${key}.padded`, [map], { padding, ...IMAGE });
  }
  const isDepthwise = convolution === 'depthwise';
  map = add(layers, isDepthwise ? 'DepthwiseConv2D' : 'Conv2D', key, [map], {
    ...(isDepthwise ? { depth_multiplier: 1 } : { filters: outChannels }),
    kernel_size: [side, side],
    strides: [stride, stride],
    padding: stride === 2 ? 'valid' : 'same',
    use_bias: false,
    ...IMAGE,
  });
  map = add(layers, 'BatchNormalization', normKey, [map], {
    axis: 3,
    momentum: 0.9,
    epsilon: BATCH_NORM_EPSILON,
  });
  if (activation === 'none') return map;
  return add(layers, 'ReLU', `${key}.clipped`, [map], { max_value: 6 });
}

/**
 * A shortcut that covers only the leading channels is cut out and filled up with zeros. Keras has no
 * layer for that, but those that crop and pad pictures take the last two axes, width and channels,
 * when they are told that the channels come first.
 */
function addIdentity(layers: Layer[], chain: Chain, input: string, output: string): string {
  const { name, inChannels, outChannels, identityChannels } = chain;
  const lastAxes = { data_format: 'channels_first' };
  let identity = input;
  if (identityChannels < inChannels) {
    const cropping = behind(inChannels - identityChannels);
    identity = add(layers, 'Cropping2D', `${name}.identity`, [identity], { cropping, ...lastAxes });
  }
  if (identityChannels < outChannels) {
    const padding = behind(outChannels - identityChannels);
    identity = add(layers, 'ZeroPadding2D', `${name}.widened`, [identity], {
      padding,
      ...lastAxes,
    });
  }
  return add(layers, 'Add', `${name}.sum`, [output, identity]);
}

/** Nothing along the first of two axes, `count` at the end of the second. */
const behind = (count: number) => [
  [0, 0],
  [0, count],
];
