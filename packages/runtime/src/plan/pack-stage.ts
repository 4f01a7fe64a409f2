import type { Arrays, FoldedNorm, Network } from '@mobilenext/core';
import {
  packDepthwise,
  packedDepthwiseLength,
  packedPointwiseLength,
  packingRoomBytes,
  packPointwise,
  type PackPointwiseOptions,
} from '@mobilenext/kernels';
import type { LateValues } from './constants.js';
import type { Stage } from './stages.js';

/** A network's parameters, and its batch norms folded but not yet multiplied into the filters. */
export interface FoldedArrays {
  readonly arrays: Arrays;
  /** By the key of the convolution. */
  readonly norms: ReadonlyMap<string, FoldedNorm>;
}

/** The filter of a stage whose input has `inChannels`, of which the last may only fill it up. */
export function packStage(
  { unit }: Stage,
  inChannels: number,
  { arrays, norms }: FoldedArrays,
): LateValues {
  const { convolution, convolutionKey, outChannels } = unit;
  const filter = arrays.get(`${convolutionKey}.weight`) as Float32Array;
  const norm = norms.get(convolutionKey) as FoldedNorm;
  const shared = { ...norm, relu6: unit.activation === 'relu6' };
  switch (convolution) {
    case 'depthwise':
      return late(packedDepthwiseLength(outChannels), 0, (packed) =>
        packDepthwise({ ...shared, filter, transposed: true, channels: outChannels, packed }),
      );
    case 'pointwise':
      return latePointwise(inChannels, outChannels, { ...shared, filter, transposed: true });
    case 'dense': {
      const sizes = { inChannels: 9 * inChannels, outChannels };
      return late(packedPointwiseLength(sizes.inChannels, outChannels), 0, (packed) => {
        const patches = patchFilter(filter, unit.inChannels, inChannels);
        return packPointwise({ ...shared, filter: patches, ...sizes, packed });
      });
    }
  }
}

/** The classifier's filter for features that are filled up to `inChannels`. */
export function packClassifier(
  { classifier: { key, numClasses } }: Network,
  inChannels: number,
  { arrays }: FoldedArrays,
): LateValues {
  const filter = arrays.get(`${key}.weight`) as Float32Array;
  const bias = arrays.get(`${key}.bias`) as Float32Array;
  return latePointwise(inChannels, numClasses, { filter, transposed: true, bias, relu6: false });
}

const latePointwise = (
  inChannels: number,
  outChannels: number,
  options: Omit<PackPointwiseOptions, 'inChannels' | 'outChannels'>,
): LateValues =>
  late(
    packedPointwiseLength(inChannels, outChannels),
    packingRoomBytes(inChannels),
    (packed, room) => packPointwise({ ...options, inChannels, outChannels, packed, room }),
  );

const late = (length: number, roomBytes: number, write: LateValues['write']): LateValues => ({
  byteLength: 4 * length,
  ...{ roomBytes, write },
});

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
