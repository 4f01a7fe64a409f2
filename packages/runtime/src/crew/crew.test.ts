import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  CALL_BYTES,
  compileKernels,
  controlBytes,
  encodeJob,
  encodeProgram,
  instantiateKernels,
  type KernelCall,
  type Kernels,
  type Part,
  PHASE_WORD,
  startJob,
} from '@mobilenext/kernels';
import { type Crew, startCrew } from './crew.js';

const CONTROL = 64;
const JOB = 1024;
const PROGRAM = 4096;
const CELLS = 60_000;
const THREADS = 3;

interface CrewOnMemory {
  readonly crew: Crew;
  readonly bytes: Uint8Array;
  readonly control: Int32Array;
}

interface Choices {
  readonly threads?: number;
  /** Whether workers get kernels for shared memory or, by mistake, for another. */
  readonly kernelsForShared?: boolean;
  /** What the calling thread does instead of taking parts; it is handed how to take them. */
  readonly caller?: (takeParts: () => void) => void;
}

async function crewOf(choices: Choices = {}): Promise<CrewOnMemory> {
  const { threads = THREADS, kernelsForShared = true, caller } = choices;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const kernels = await instantiateKernels(memory, 'simd');
  const crew = await startCrew({
    ...{ memory, control: CONTROL, threads },
    module: await compileKernels(kernelsForShared, 'simd'),
    kernels: caller ? calledThrough(kernels, caller) : kernels,
  });
  const { buffer } = memory;
  return {
    crew,
    bytes: new Uint8Array(buffer),
    control: new Int32Array(buffer, CONTROL, controlBytes(threads) / 4),
  };
}

const calledThrough = (kernels: Kernels, caller: (takeParts: () => void) => void): Kernels => ({
  ...kernels,
  runPhases: (options) => caller(() => kernels.runPhases(options)),
});

/** Leaves every part to the workers. */
const idleCaller = (): void => undefined;

/** Writes a job of one phase down at {@link JOB}; each thread's part is some calls. */
function writePhase({ bytes }: CrewOnMemory, parts: readonly (readonly KernelCall[])[]): void {
  const words = new Uint32Array(bytes.buffer);
  let program = PROGRAM;
  const phase = parts.map((calls): Part => {
    words.set(encodeProgram(calls), program / 4);
    const part = { program, calls: calls.length };
    program += calls.length * CALL_BYTES;
    return part;
  });
  words.set(encodeJob([phase], parts.length), JOB / 4);
}

const move = (from: number, to: number): KernelCall => ({
  kernel: 'moveBytes',
  options: { from, to, bytes: 1 },
});

/** The pool of a map without channels: nothing but a loop, of some nanoseconds a pixel. */
const loop = (pixels: number): KernelCall => ({
  kernel: 'globalPool',
  options: { x: 0, out: 0, batch: 1, pixels, channels: 0 },
});

/** Milliseconds of a processor that this process has taken so far. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function processorMsWithin(ms: number): Promise<number> {
  const before = processorMs();
  await sleep(ms);
  return processorMs() - before;
}

describe('startCrew', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('does one job after another, none of which has to have calls', async () => {
    const { crew, bytes, control } = await crewOf();
    const phase = Array.from({ length: THREADS }, () => ({ program: 8, calls: 0 }));
    const phases = Array.from({ length: 5 }, () => phase);
    new Uint32Array(bytes.buffer, JOB).set(encodeJob(phases, THREADS));
    for (let i = 0; i < 1000; i++) crew.run(JOB);
    // The first word counts phases: those of the jobs, and one as each begins.
    expect(control[PHASE_WORD]).toBe(1000 * (5 + 1));
    crew.dispose();
  });

  it('lets two threads work at the same time', async () => {
    const [one, begun, ended, endedAtHalf, seen] = [0, 1, 2, 3, 4].map((cell) => CELLS + cell);
    const on = await crewOf({
      threads: 2,
      caller(takeParts) {
        // Until the worker is in the middle of its part.
        const end = performance.now() + 20_000;
        while (Atomics.load(on.bytes, begun) === 0 && performance.now() < end);
        takeParts();
      },
    });
    on.bytes[one] = 1;
    writePhase(on, [
      [move(begun, seen), move(ended, endedAtHalf)],
      [move(one, begun), loop(3e8), move(one, ended)],
    ]);
    on.crew.run(JOB);
    // Our part began after the worker's and was done before it.
    expect([seen, endedAtHalf, ended].map((cell) => on.bytes[cell])).toEqual([1, 0, 1]);
    on.crew.dispose();
  });

  it('takes no processor time while it has nothing to do', async () => {
    const on = await crewOf();
    writePhase(on, [[loop(1e6)], [loop(1e6)], [loop(1e6)]]);
    on.crew.run(JOB);
    await sleep(50);
    // Two workers that look for work would take 400 ms, or what there are of processors.
    expect(await processorMsWithin(200)).toBeLessThan(60);
    on.crew.dispose();
  });

  it('says so if a worker does not start', async () => {
    await expect(crewOf({ kernelsForShared: false })).rejects.toMatchObject({
      code: 'THREADS',
      message: expect.stringMatching(/^a worker did not start \(.+\): use fewer `threads`/),
    });
  });

  it('throws what a worker has trapped with, and what the calling thread has', async () => {
    const nowhere = [move(0xffff_fff0, CELLS)];
    for (const [caller, cause] of [
      [idleCaller, 'RuntimeError: memory access out of bounds'],
      [undefined, 'memory access out of bounds'],
    ] as const) {
      const on = await crewOf({ caller });
      writePhase(on, [nowhere, nowhere, nowhere]);
      expect(() => on.crew.run(JOB)).toThrow(
        expect.objectContaining({
          code: 'THREADS',
          message: `a thread failed at its work (${cause}): compile the network again`,
          cause: expect.objectContaining({ message: cause }),
        }),
      );
      on.crew.dispose();
    }
  });

  it('waits for a long job as long as parts of it are done', async () => {
    let phases = 0;
    const on = await crewOf({
      threads: 1,
      caller(takeParts) {
        phases++;
        // As if others had ended a phase; at last, one that ends the job.
        if (phases < 10) Atomics.add(on.control, PHASE_WORD, 1);
        else startJob(on.control, 1, JOB);
        if (phases === 10) takeParts();
      },
    });
    writePhase(on, [[]]);
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 50_000));
    on.crew.run(JOB);
    expect(phases).toBe(10);
  });

  it('calls a thread lost that does not end its part, and ends it', async () => {
    const on = await crewOf({ threads: 2, caller: idleCaller });
    writePhase(on, [[], [loop(2 ** 32 - 1), loop(2 ** 32 - 1)]]);
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
    expect(() => on.crew.run(JOB)).toThrow(
      expect.objectContaining({
        code: 'THREADS',
        message: expect.stringMatching(/^a thread does/),
      }),
    );
    // The worker is at work all the same; on a busy machine it takes its time.
    for (const before = processorMs(); processorMs() - before < 30; ) await sleep(10);
    on.crew.dispose();
    await sleep(50);
    expect(await processorMsWithin(200)).toBeLessThan(60);
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
