import { outputSize, type Size, type Unit } from '@mobilenext/core';
import type {
  BackwardTensors,
  DenseSizes,
  DepthwiseSizes,
  ForwardTensors,
  Kernels,
  PixelSizes,
} from '@mobilenext/kernels';

/** The kernels of one unit on pictures of one size. */
export interface UnitCall {
  readonly unit: Unit;
  /** [N,H,W,C] of the raw output. */
  readonly outputShape: readonly [number, number, number, number];
  /** Pixels of the output of all pictures together. */
  readonly pixels: number;
  readonly forwardScratchBytes: number;
  readonly backwardScratchBytes: number;
  forward(tensors: ForwardTensors): void;
  backward(tensors: BackwardTensors): void;
}

/** One call for each unit of a chain, for an input [N,H,W,C]. */
export function unitCalls(
  kernels: Kernels,
  units: readonly Unit[],
  [batch, height, width]: readonly number[],
): readonly UnitCall[] {
  let size: Size = { height, width };
  return units.map((unit) => {
    const call = unitCall(kernels, unit, batch, size);
    size = outputSize(unit, size);
    return call;
  });
}

function unitCall(kernels: Kernels, unit: Unit, batch: number, input: Size): UnitCall {
  const { inChannels, outChannels, stride } = unit;
  const output = outputSize(unit, input);
  const pixels = batch * output.height * output.width;
  const shared = {
    unit,
    outputShape: [batch, output.height, output.width, outChannels] as const,
    pixels,
  };
  switch (unit.convolution) {
    case 'pointwise': {
      const sizes: PixelSizes = { pixels, inChannels, outChannels };
      return {
        ...shared,
        forwardScratchBytes: kernels.scratchBytes.pointwiseForward(sizes),
        backwardScratchBytes: kernels.scratchBytes.pointwiseBackward(sizes),
        forward: (tensors) => kernels.pointwiseForward({ ...tensors, ...sizes }),
        backward: (tensors) => kernels.pointwiseBackward({ ...tensors, ...sizes }),
      };
    }
    case 'depthwise': {
      const sizes: DepthwiseSizes = { batch, ...input, channels: outChannels, stride };
      return {
        ...shared,
        forwardScratchBytes: kernels.scratchBytes.depthwiseForward(sizes),
        backwardScratchBytes: kernels.scratchBytes.depthwiseBackward(sizes),
        forward: (tensors) => kernels.depthwiseForward({ ...tensors, ...sizes }),
        backward: (tensors) => kernels.depthwiseBackward({ ...tensors, ...sizes }),
      };
    }
    case 'dense': {
      const sizes: DenseSizes = { batch, ...input, inChannels, outChannels, stride };
      return {
        ...shared,
        forwardScratchBytes: kernels.scratchBytes.denseForward(sizes),
        backwardScratchBytes: kernels.scratchBytes.denseBackward(sizes),
        forward: (tensors) => kernels.denseForward({ ...tensors, ...sizes }),
        backward: (tensors) => kernels.denseBackward({ ...tensors, ...sizes }),
      };
    }
  }
}
