import {
  BATCH_NORM_EPSILON,
  type Chain,
  type Network,
  outputSize,
  type Unit,
} from '@mobilenext/core';

/** [H, W, C] in double precision. */
interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

type Weights = ReadonlyMap<string, Float32Array>;

/** Logits of one picture, computed in double by loops that follow the definitions. */
export function doubleLogits(network: Network, weights: Weights, picture: Picture): Float64Array {
  const map = network.chains.reduce((before, chain) => runChain(chain, weights, before), picture);
  const { key, numClasses } = network.classifier;
  const weight = weights.get(`${key}.weight`) as Float32Array;
  const bias = weights.get(`${key}.bias`) as Float32Array;
  const pixels = map.height * map.width;
  return Float64Array.from({ length: numClasses }, (_, k) => {
    let sum = bias[k];
    for (let c = 0; c < map.channels; c++) {
      let mean = 0;
      for (let p = 0; p < pixels; p++) mean += map.values[p * map.channels + c] / pixels;
      sum += mean * weight[k * map.channels + c];
    }
    return sum;
  });
}

function runChain({ units, identityChannels }: Chain, weights: Weights, input: Picture): Picture {
  const output = units.reduce((before, unit) => runUnit(unit, weights, before), input);
  const { values, channels } = output;
  values.forEach((value, i) => {
    const pixel = Math.floor(i / channels);
    const c = i % channels;
    if (c < identityChannels) values[i] = value + input.values[pixel * input.channels + c];
  });
  return output;
}

function runUnit(unit: Unit, weights: Weights, input: Picture): Picture {
  const { height, width } = outputSize(unit, input);
  const channels = unit.outChannels;
  const filter = weights.get(`${unit.convolutionKey}.weight`) as Float32Array;
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
    (name) => weights.get(`${unit.normKey}.${name}`) as Float32Array,
  );
  const values = new Float64Array(height * width * channels);
  for (let i = 0; i < values.length; i++) {
    const o = i % channels;
    const column = Math.floor(i / channels) % width;
    const row = Math.floor(i / channels / width);
    const sum = convolve(unit, filter, input, row, column, o);
    const z = ((sum - mean[o]) / Math.sqrt(variance[o] + BATCH_NORM_EPSILON)) * gamma[o] + beta[o];
    values[i] = unit.activation === 'relu6' ? Math.min(Math.max(z, 0), 6) : z;
  }
  return { height, width, channels, values };
}

/** One element of a convolution; the filter is OIHW. */
function convolve(
  unit: Unit,
  filter: Float32Array,
  { height, width, channels, values }: Picture,
  row: number,
  column: number,
  o: number,
): number {
  const side = unit.convolution === 'pointwise' ? 1 : 3;
  const pad = side === 3 ? 1 : 0;
  const inputs = unit.convolution === 'depthwise' ? 1 : channels;
  let sum = 0;
  for (let r = 0; r < side; r++) {
    for (let t = 0; t < side; t++) {
      const y = row * unit.stride + r - pad;
      const x = column * unit.stride + t - pad;
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      for (let i = 0; i < inputs; i++) {
        const from = unit.convolution === 'depthwise' ? o : i;
        const weight = filter[((o * inputs + i) * side + r) * side + t];
        sum += weight * values[(y * width + x) * channels + from];
      }
    }
  }
  return sum;
}
