import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileKernels, controlBytes, encodeJob, instantiateKernels } from '@mobilenext/kernels';
import { type Crew, startCrew } from './crew.js';

const CONTROL = 64;
const JOB = 1024;
const THREADS = 3;

/** A crew on shared memory, whose workers get kernels for that or, by mistake, for another. */
async function crewOf(kernelsForShared = true): Promise<{ crew: Crew; memory: SharedArrayBuffer }> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const crew = await startCrew({
    ...{ memory, control: CONTROL, threads: THREADS },
    module: await compileKernels(kernelsForShared, 'simd'),
    kernels: await instantiateKernels(memory, 'simd'),
  });
  return { crew, memory: memory.buffer as unknown as SharedArrayBuffer };
}

describe('startCrew', () => {
  it('does one job after another, none of which has to have calls', async () => {
    const { crew, memory } = await crewOf();
    const phase = Array.from({ length: THREADS }, () => ({ program: 8, calls: 0 }));
    const phases = Array.from({ length: 5 }, () => phase);
    new Uint32Array(memory, JOB).set(encodeJob(phases, THREADS));
    for (let i = 0; i < 1000; i++) crew.run(JOB);
    // The first word counts phases: those of the jobs, and one as each begins.
    expect(new Int32Array(memory, CONTROL, controlBytes(THREADS) / 4)[0]).toBe(1000 * (5 + 1));
    crew.dispose();
  });

  it('says so if a worker does not start', async () => {
    await expect(crewOf(false)).rejects.toMatchObject({
      code: 'THREADS',
      message: expect.stringMatching(/^a worker did not start \(.+\): use fewer `threads`/),
    });
  });

  it.each(['idle', 'disposed of'])(
    'keeps no process alive when it is %s',
    async (state) => {
      const script = `
      const { compile } = require('@mobilenext/runtime');
      const { mobileNeXt } = require('@mobilenext/mobilenext');
      const { stateDict } = require('@mobilenext/core');
      const network = mobileNeXt({ width: 0.1, numClasses: 10 });
      const sizes = stateDict(network).map(({ key, shape }) => [key, shape]);
      const weights = new Map(
        sizes.map(([key, shape]) => [key, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1)]),
      );
      const input = { height: 32, width: 32 };
      compile({ network, weights, input, threads: 2 }).then((model) => {
        model.run(new Float32Array(32 * 32 * 3));
        if (${state === 'disposed of'}) model.dispose();
        console.log('done');
      });
    `;
      const options = { cwd: join(__dirname, '../..'), timeout: 20_000 };
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], options);
      expect(stdout).toBe('done\n');
    },
    30_000,
  );
});
