import { describe, expect, it } from '@jest/globals';
import { instantiateKernels, type Kernels } from './instantiate.js';
import { controlBytes, encodeJob, isAtWork, PHASE_WORD, startJob } from './phases.js';
import { CALL_BYTES, encodeProgram, type KernelCall } from './program.js';

const CONTROL = 64;
const PROGRAM = 1024;
const JOB = 4096;
const CELLS = 8192;
const SPINS = 10;

/** A job of phases that each move what the one before has left, a byte for each part. */
async function shiftingJob(threads: number, phases: number) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = await instantiateKernels(memory, 'simd');
  const cell = (phase: number, part: number) => CELLS + phase * threads + part;
  const calls = Array.from(
    { length: phases * threads },
    (_, i): KernelCall => ({
      kernel: 'moveBytes',
      // From the neighbour's cell, so that all of a phase has to be done before the next one.
      options: { from: cell(Math.floor(i / threads), (i + 1) % threads), to: cell(1, i), bytes: 1 },
    }),
  );
  const parts = calls.map((_, i) => ({ program: PROGRAM + i * CALL_BYTES, calls: 1 }));
  const rows = Array.from({ length: phases }, (_, p) =>
    parts.slice(p * threads, (p + 1) * threads),
  );
  new Uint32Array(memory.buffer, PROGRAM).set(encodeProgram(calls));
  new Uint32Array(memory.buffer, JOB).set(encodeJob(rows, threads));
  const first = new Uint8Array(memory.buffer, CELLS, threads);
  first.set(Array.from(first, (_, part) => part + 1));
  const control = new Int32Array(memory.buffer, CONTROL, controlBytes(threads) / 4);
  const last = new Uint8Array(memory.buffer, cell(phases, 0), threads);
  return { kernels, control, last };
}

const take = (kernels: Kernels, threads: number, thread: number): void =>
  kernels.runPhases({ control: CONTROL, threads, thread, spins: SPINS });

describe('runPhases', () => {
  it.each([0, 1, 2])('does the parts of those that do not come, on thread %i', async (thread) => {
    const { kernels, control, last } = await shiftingJob(3, 4);
    startJob(control, 3, JOB);
    expect(isAtWork(control)).toBe(true);
    take(kernels, 3, thread);
    expect(isAtWork(control)).toBe(false);
    // Four steps along a ring of three.
    expect([...last]).toEqual([2, 3, 1]);
  });

  it('takes nothing where there is no job, however often it is asked', async () => {
    const { kernels, last } = await shiftingJob(2, 1);
    take(kernels, 2, 0);
    take(kernels, 2, 1);
    expect([...last]).toEqual([0, 0]);
  });

  it('goes on where the count of phases goes round', async () => {
    const { kernels, control, last } = await shiftingJob(2, 4);
    control[PHASE_WORD] = -2;
    startJob(control, 2, JOB);
    take(kernels, 2, 0);
    expect(control[PHASE_WORD]).toBe(3);
    expect([...last]).toEqual([1, 2]);
  });
});
