import type { Kernels } from '@mobilenext/kernels';
import type { UnitShape } from './unit-shapes.js';
import { workOf } from './work.js';
import type { Workspace } from './workspace.js';

/** A kernel on one shape, ready to be timed. */
export interface Call {
  readonly kernel: string;
  /** Of one run, over the batch. */
  readonly multiplyAdds: number;
  /** Of the tensors that a run reads or writes, each counted once. */
  readonly bytes: number;
  readonly run: () => void;
}

/** Forward and backward of a unit as training calls them: affine, ReLU6 and statistics included. */
export function unitCalls(
  kernels: Kernels,
  { allocate }: Workspace,
  shape: UnitShape,
  batch: number,
): readonly Call[] {
  const { convolution, inChannels, outChannels, stride, size, isFirst } = shape;
  const work = workOf(shape, batch);
  const pixels = batch * size.height * size.width;
  const sizes = { ...size, batch, pixels, channels: inChannels, inChannels, outChannels, stride };
  const [forward, backward] = [`${convolution}Forward`, `${convolution}Backward`] as const;
  const scratchBytes = [kernels.scratchBytes[forward], kernels.scratchBytes[backward]];
  const scratch = allocate(Math.max(...scratchBytes.map((needed) => needed(sizes))) / 4);
  const perInput = (): number => allocate(inChannels);
  const perOutput = (): number => allocate(outChannels);

  const affine = isFirst ? {} : { affine: allocate(3 * inChannels), relu6: true };
  const load = { x: allocate(work.x), filter: allocate(work.filter), ...affine };
  const y = allocate(work.y);
  const statistics = { mean: perOutput(), variance: perOutput() };
  const gradient = { dz: allocate(work.y), a: perOutput(), b: perOutput(), c: perOutput() };
  const dFilter = allocate(work.filter);
  const inputGradient = isFirst
    ? {}
    : {
        dx: allocate(work.x),
        ...{ xInvStd: perInput(), dBeta: perInput(), dGamma: perInput() },
      };
  return [
    {
      kernel: forward,
      multiplyAdds: work.multiplyAdds,
      bytes: 4 * (work.x + work.filter + work.y),
      run: () => kernels[forward]({ ...load, y, ...statistics, ...sizes, scratch }),
    },
    {
      kernel: backward,
      multiplyAdds: work.multiplyAdds * (isFirst ? 1 : 2),
      bytes: 4 * (work.x * (isFirst ? 1 : 2) + 2 * work.filter + 2 * work.y),
      run: () =>
        kernels[backward]({
          ...load,
          y,
          ...gradient,
          dFilter,
          ...inputGradient,
          ...sizes,
          scratch,
        }),
    },
  ];
}
