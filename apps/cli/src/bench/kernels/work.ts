import { outputSize } from '@mobilenext/core';
import type { UnitShape } from './unit-shapes.js';

/** What a unit has to compute and to touch, for all pictures of a batch. */
export interface Work {
  /** Of the forward pass; each of the two gradients takes as many. */
  readonly multiplyAdds: number;
  /** Numbers in the input, the filter and the raw output. */
  readonly x: number;
  readonly filter: number;
  readonly y: number;
}

/** The work of a unit on a batch. */
export function workOf(shape: UnitShape, batch: number): Work {
  const { convolution, size, inChannels, outChannels } = shape;
  const output = outputSize(shape, size);
  const filter = tapsOf(convolution, inChannels) * outChannels;
  const outPixels = batch * output.height * output.width;
  return {
    multiplyAdds: outPixels * filter,
    x: batch * size.height * size.width * inChannels,
    filter,
    y: outPixels * outChannels,
  };
}

/** Products in one number of the output. */
function tapsOf(convolution: UnitShape['convolution'], inChannels: number): number {
  switch (convolution) {
    case 'pointwise':
      return inChannels;
    case 'depthwise':
      return 9;
    case 'dense':
      return 9 * inChannels;
  }
}
