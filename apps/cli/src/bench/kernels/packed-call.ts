import { outputSize } from '@mobilenext/core';
import {
  type Kernels,
  packDepthwise,
  packPointwise,
  paddedChannels,
  type Pointer,
} from '@mobilenext/kernels';
import type { Call } from './unit-calls.js';
import type { UnitShape } from './unit-shapes.js';
import { workOf } from './work.js';
import type { Workspace } from './workspace.js';

/** The kernel of a unit as inference calls it: folded, packed, with bias and ReLU6. */
export function packedCall(
  kernels: Kernels,
  workspace: Workspace,
  shape: UnitShape,
  batch: number,
): Call {
  const work = workOf(shape, batch);
  const shared = { multiplyAdds: work.multiplyAdds, bytes: 4 * (work.x + work.filter + work.y) };
  return shape.convolution === 'depthwise'
    ? { kernel: 'packedDepthwise', run: depthwise(kernels, workspace, shape, batch), ...shared }
    : { kernel: 'packedPointwise', run: pointwise(kernels, workspace, shape, batch), ...shared };
}

function depthwise(kernels: Kernels, workspace: Workspace, shape: UnitShape, batch: number) {
  const { stride, size } = shape;
  const { height: rows, width: columns } = outputSize(shape, size);
  const channels = paddedChannels(shape.outChannels);
  const { filter, bias } = madeFilter(9 * channels, channels);
  const packed = place(workspace, packDepthwise({ filter, bias, relu6: true, channels }));
  const bordered = (size.height + 2) * (size.width + 2) * channels;
  const x = workspace.allocate(batch * bordered);
  const y = workspace.allocate(batch * rows * columns * channels);
  const pixelBytes = 4 * channels;
  const distances = { xRow: (size.width + 2) * pixelBytes, yRow: columns * pixelBytes };
  return () => {
    for (let n = 0; n < batch; n++) {
      kernels.packedDepthwise({
        x: x + n * bordered * 4,
        y: y + n * rows * distances.yRow,
        ...{ packed, ...distances, rows, columns, channels, pixelBytes, stride },
      });
    }
  };
}

/** A dense convolution is a pointwise one of patches, which are not counted here. */
function pointwise(kernels: Kernels, workspace: Workspace, shape: UnitShape, batch: number) {
  const { height, width } = outputSize(shape, shape.size);
  const taps = shape.convolution === 'dense' ? 9 : 1;
  const inChannels = taps * shape.inChannels;
  const outChannels = paddedChannels(shape.outChannels);
  const pixels = batch * height * width;
  const { filter, bias } = madeFilter(inChannels * outChannels, outChannels);
  const options = { filter, bias, relu6: true, inChannels, outChannels };
  const tensors = {
    packed: place(workspace, packPointwise(options)),
    x: workspace.allocate(pixels * inChannels),
    xOffsets: placeOffsets(workspace, pixels, inChannels),
    y: workspace.allocate(pixels * outChannels),
    yOffsets: placeOffsets(workspace, pixels, outChannels),
  };
  return () => kernels.packedPointwise({ ...tensors, pixels, inChannels, outChannels });
}

function madeFilter(length: number, channels: number) {
  const filter = Float32Array.from({ length }, (_, i) => ((i % 7) - 3) / 16);
  return { filter, bias: new Float32Array(channels) };
}

function place({ allocate, memory }: Workspace, values: Float32Array): Pointer {
  const pointer = allocate(values.length);
  new Float32Array(memory.buffer, pointer, values.length).set(values);
  return pointer;
}

function placeOffsets({ allocate, memory }: Workspace, pixels: number, channels: number): Pointer {
  const pointer = allocate(pixels);
  new Uint32Array(memory.buffer, pointer, pixels).forEach((_, i, all) => {
    all[i] = i * channels * 4;
  });
  return pointer;
}
