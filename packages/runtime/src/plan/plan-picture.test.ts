import { describe, expect, it } from '@jest/globals';
import { chain, network } from '@mobilenext/core';
import { CALL_BYTES, type Part } from '@mobilenext/kernels';
import { constants } from './constants.js';
import { memoryLayout } from './memory-layout.js';
import { planPicture } from './plan-picture.js';

const widening = network({
  name: 'widening',
  numClasses: 1,
  chains: [
    chain({
      name: 'only',
      units: [{ convolution: 'pointwise', inChannels: 4, outChannels: 16, activation: 'relu6' }],
    }),
  ],
});
/** Of a written call: pixels of `packedPointwise`. */
const PIXELS_WORD = 6;

describe('planPicture', () => {
  it.each([
    { side: 7, threads: 2, shares: [25, 24] },
    { side: 7, threads: 3, shares: [16, 17, 16] },
    { side: 8, threads: 2, shares: [32, 32] },
  ])(
    'shares $side x $side pixels among $threads threads as $shares',
    ({ side, threads, shares }) => {
      const layout = memoryLayout();
      const placed = constants(layout);
      const { phases } = planPicture({
        ...{ network: widening, layout, constants: placed, threads, tileBytes: 1e6 },
        input: { height: side, width: side },
      });
      const pixelsOf = ({ program, calls }: Part): number => {
        const { pointer, values } = placed.placed.find(
          (each) => each.pointer <= program && program < each.pointer + each.values.byteLength,
        ) as { pointer: number; values: Uint32Array };
        const last = (program - pointer) / 4 + ((calls - 1) * CALL_BYTES) / 4;
        return values[last + PIXELS_WORD];
      };
      expect(phases[0].map(pixelsOf)).toEqual(shares);
    },
  );
});
