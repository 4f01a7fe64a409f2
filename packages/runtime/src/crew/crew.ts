import { threadLost } from '../errors.js';
import type { Phase } from '../plan/plan-picture.js';
import { startWorker } from './start-worker.js';

/** Phases of a job by thread; the first thread is the one that calls. */
export type CrewJob = readonly (readonly Phase[])[];

/** Threads on one memory. */
export interface Crew {
  /** Does a job with all threads and returns when it is done. */
  run(job: number): void;
  /** Ends the workers. */
  dispose(): void;
}

export interface CrewOptions {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Byte offset of four control words, see below. */
  readonly control: number;
  readonly threads: number;
  readonly jobs: readonly CrewJob[];
  /** Runs a part of a job on the calling thread. */
  readonly runProgram: (phase: Phase) => void;
}

/** Control words, int32. */
const BEGUN = 0; // Jobs begun.
const JOB = 1; // Which job.
const ARRIVED = 2; // Threads that have arrived at the meeting after a phase.
const HELD = 3; // Meetings held.

/** A thread spins for a while before it sleeps, as waking up takes longer than a phase. */
const SPINS = 20_000;
/** A page's own thread may not sleep. */
const CAN_SLEEP = typeof document === 'undefined';
const NAP_MS = 10;
const NO_JOB = -1;
/** A phase takes milliseconds; a thread that is so late was killed. */
const LOST_AFTER_MS = 60_000;

/** Starts workers for all threads but the calling one. */
export async function startCrew(options: CrewOptions): Promise<Crew> {
  const { module, memory, control: pointer, threads, jobs, runProgram } = options;
  const control = new Int32Array(memory.buffer, pointer, 4);
  await Promise.all(
    Array.from({ length: threads - 1 }, (_, i) =>
      startWorker({
        ...{ module, memory, control: pointer, threads },
        jobs: jobs.map((phases) => phases[i + 1]),
      }),
    ),
  );
  const begin = (job: number): void => {
    Atomics.store(control, JOB, job);
    Atomics.add(control, BEGUN, 1);
    Atomics.notify(control, BEGUN);
  };
  return {
    run(job) {
      begin(job);
      for (const phase of jobs[job][0]) {
        if (phase.calls > 0) runProgram(phase);
        meet(control, threads);
      }
    },
    dispose: () => begin(NO_JOB),
  };
}

function meet(control: Int32Array, threads: number): void {
  const held = Atomics.load(control, HELD);
  if (Atomics.add(control, ARRIVED, 1) === threads - 1) {
    Atomics.store(control, ARRIVED, 0);
    Atomics.add(control, HELD, 1);
    Atomics.notify(control, HELD);
    return;
  }
  let since = 0;
  for (let spins = 1; Atomics.load(control, HELD) === held; spins++) {
    if (spins % SPINS !== 0) continue;
    if (CAN_SLEEP) Atomics.wait(control, HELD, held, NAP_MS);
    const now = performance.now();
    since ||= now;
    if (now - since > LOST_AFTER_MS) throw threadLost();
  }
}
