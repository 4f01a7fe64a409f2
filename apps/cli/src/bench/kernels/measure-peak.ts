import { type InstructionSet, instantiateKernels } from '@mobilenext/kernels';
import { fastest } from './fastest.js';
import { peakCall } from './peak-call.js';
import { makeWorkspace } from './workspace.js';

/** A tenth of a second. */
const ROUNDS = 100;

/** The most GFLOPS of 128-bit multiply-adds that one core does; a multiply-add counts two. */
export async function measurePeak(instructionSet?: InstructionSet): Promise<number> {
  const workspace = makeWorkspace();
  const kernels = await instantiateKernels(workspace.memory, instructionSet);
  const { multiplyAdds, run } = peakCall(kernels, workspace);
  const [ms] = fastest([run], ROUNDS);
  return (2 * multiplyAdds) / ms / 1e6;
}
