import type { Kernels } from '@mobilenext/kernels';
import { fastest } from './fastest.js';
import { packedCall } from './packed-call.js';
import { peakCall } from './peak-call.js';
import { unitCalls } from './unit-calls.js';
import { shapeText, type UnitShape } from './unit-shapes.js';
import type { Workspace } from './workspace.js';

/** A kernel's speed on one shape. */
export interface KernelSpeed {
  readonly kernel: string;
  readonly shape: string;
  /** How often the shape stands in the network. */
  readonly count: number;
  /** Milliseconds a picture. */
  readonly ms: number;
  /** A multiply-add counts two. */
  readonly gflops: number;
  /** Of tensors read or written, each counted once. */
  readonly gbPerSecond: number;
}

export interface MeasureOptions {
  readonly batch: number;
  readonly rounds: number;
}

/** Times the kernels of a unit beside the peak. */
export function measureUnit(
  kernels: Kernels,
  workspace: Workspace,
  shape: UnitShape,
  { batch, rounds }: MeasureOptions,
): { readonly peakGflops: number; readonly speeds: readonly KernelSpeed[] } {
  workspace.reset();
  const calls = [
    peakCall(kernels, workspace),
    packedCall(kernels, workspace, shape, batch),
    ...unitCalls(kernels, workspace, shape, batch),
  ];
  const times = fastest(
    calls.map(({ run }) => run),
    rounds,
  );
  const gflops = calls.map(({ multiplyAdds }, i) => (2 * multiplyAdds) / times[i] / 1e6);
  const speeds = calls.map(({ kernel, bytes }, i) => ({
    kernel,
    shape: shapeText(shape),
    count: shape.count,
    ms: times[i] / batch,
    gflops: gflops[i],
    gbPerSecond: bytes / times[i] / 1e6,
  }));
  return { peakGflops: gflops[0], speeds: speeds.slice(1) };
}
