import type { Network } from '@mobilenext/core';
import { packDepthwise, packPointwise } from '@mobilenext/kernels';
import type { Stage } from './stages.js';

/** Parameters with batch norm folded: `<convolution>.weight` OIHW, `.bias`, and the classifier. */
export type FoldedArrays = ReadonlyMap<string, Float32Array>;

/** The filter of a stage whose input has `inChannels`, of which the last may only fill it up. */
export function packStage(
  { unit }: Stage,
  inChannels: number,
  folded: FoldedArrays,
): Float32Array<ArrayBuffer> {
  const { outChannels } = unit;
  const filter = folded.get(`${unit.convolutionKey}.weight`) as Float32Array;
  const bias = folded.get(`${unit.convolutionKey}.bias`) as Float32Array;
  const shared = { bias, relu6: unit.activation === 'relu6' };
  switch (unit.convolution) {
    case 'depthwise':
      return packDepthwise({ ...shared, filter, transposed: true, channels: outChannels });
    case 'pointwise': {
      const filled = fillInputs(filter, unit.inChannels, inChannels);
      return packPointwise({
        ...shared,
        filter: filled,
        transposed: true,
        inChannels,
        outChannels,
      });
    }
    case 'dense': {
      const patches = patchFilter(filter, unit.inChannels, inChannels);
      return packPointwise({ ...shared, filter: patches, inChannels: 9 * inChannels, outChannels });
    }
  }
}

/** The classifier's filter for features that are filled up to `inChannels`. */
export function packClassifier(
  { classifier: { key, inFeatures, numClasses } }: Network,
  inChannels: number,
  folded: FoldedArrays,
): Float32Array<ArrayBuffer> {
  const filter = folded.get(`${key}.weight`) as Float32Array;
  return packPointwise({
    filter: fillInputs(filter, inFeatures, inChannels),
    transposed: true,
    bias: folded.get(`${key}.bias`) as Float32Array,
    relu6: false,
    inChannels,
    outChannels: numClasses,
  });
}

/** [Cout, Cin] with zeros for the channels that fill a map up. */
function fillInputs(filter: Float32Array, inputs: number, filled: number): Float32Array {
  if (filled === inputs) return filter;
  const outputs = filter.length / inputs;
  const result = new Float32Array(outputs * filled);
  for (let o = 0; o < outputs; o++) {
    result.set(filter.subarray(o * inputs, (o + 1) * inputs), o * filled);
  }
  return result;
}

/** OIHW to [3 * 3 * Cin, Cout], with zeros for the channels that fill a map up. */
function patchFilter(filter: Float32Array, inputs: number, filled: number): Float32Array {
  const outputs = filter.length / inputs / 9;
  const result = new Float32Array(9 * filled * outputs);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let tap = 0; tap < 9; tap++) {
        result[(tap * filled + i) * outputs + o] = filter[(o * inputs + i) * 9 + tap];
      }
    }
  }
  return result;
}
