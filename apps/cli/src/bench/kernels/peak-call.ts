import type { Kernels } from '@mobilenext/kernels';
import type { Call } from './unit-calls.js';
import type { Workspace } from './workspace.js';

/** About a millisecond. */
const ITERATIONS = 500_000;
const SUMS = 48;

/** The most multiply-adds that one core can do, as a kernel of its own. */
export function peakCall(kernels: Kernels, { allocate }: Workspace): Call {
  const [x, y, sums] = [allocate(4), allocate(4), allocate(SUMS)];
  return {
    kernel: 'peakMultiplyAdds',
    multiplyAdds: SUMS * ITERATIONS,
    bytes: 0,
    run: () => kernels.peakMultiplyAdds({ x, y, sums, iterations: ITERATIONS }),
  };
}
