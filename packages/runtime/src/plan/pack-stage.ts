import type { FoldedNorm, Network } from '@mobilenext/core';
import {
  packDepthwise,
  packedDepthwiseLength,
  packedPointwiseLength,
  packingRoomBytes,
  packPointwise,
  type PackPointwiseOptions,
} from '@mobilenext/kernels';
import type { LateValues } from './constants.js';
import type { FoldedArrays } from './folded-arrays.js';
import type { Stage } from './stages.js';

/** The filter of a stage whose input has `inChannels`, of which the last may only fill it up. */
export function packStage({ unit }: Stage, inChannels: number): LateValues {
  const { convolution, convolutionKey, outChannels } = unit;
  const filterOf = ({ arrays, norms }: FoldedArrays) => ({
    filter: arrays.get(`${convolutionKey}.weight`) as Float32Array,
    ...(norms.get(convolutionKey) as FoldedNorm),
    relu6: unit.activation === 'relu6',
  });
  switch (convolution) {
    case 'depthwise':
      return late(packedDepthwiseLength(outChannels), 0, (packed, folded) => {
        const channels = outChannels;
        packDepthwise({ ...filterOf(folded), transposed: true, channels, packed });
      });
    case 'pointwise':
      return latePointwise(inChannels, outChannels, filterOf);
    case 'dense': {
      const sizes = { inChannels: 9 * inChannels, outChannels };
      return late(packedPointwiseLength(sizes.inChannels, outChannels), 0, (packed, folded) => {
        const { filter, ...shared } = filterOf(folded);
        const patches = patchFilter(filter, unit.inChannels, inChannels);
        packPointwise({ ...shared, filter: patches, ...sizes, packed });
      });
    }
  }
}

/** The classifier's filter for features that are filled up to `inChannels`. */
export function packClassifier(
  { classifier: { key, numClasses } }: Network,
  inChannels: number,
): LateValues {
  return latePointwise(inChannels, numClasses, ({ arrays }) => ({
    filter: arrays.get(`${key}.weight`) as Float32Array,
    bias: arrays.get(`${key}.bias`) as Float32Array,
    relu6: false,
  }));
}

const latePointwise = (
  inChannels: number,
  outChannels: number,
  filterOf: (folded: FoldedArrays) => Pick<PackPointwiseOptions, 'filter' | 'bias' | 'relu6'>,
): LateValues =>
  late(
    packedPointwiseLength(inChannels, outChannels),
    packingRoomBytes(inChannels),
    (packed, folded, room) => {
      const sizes = { inChannels, outChannels };
      packPointwise({ ...filterOf(folded), transposed: true, ...sizes, packed, room });
    },
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
