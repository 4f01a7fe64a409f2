import {
  controlBytes,
  endJobs,
  isAtWork,
  type Kernels,
  PHASE_WORD,
  startJob,
} from '@mobilenext/kernels';
import { threadFailed, threadLost, workerFailed } from '../errors.js';
import { type CrewWorker, startWorker } from './start-worker.js';

/** Threads on one memory. */
export interface Crew {
  /**
   * Does a job with all threads and returns when it is done. Once it has thrown, nobody knows what
   * the memory holds or who still writes there: all that is left to do is `dispose()`.
   *
   * @throws {RuntimeError} `THREADS` if a kernel trapped, on whichever thread, or a thread was lost.
   */
  run(job: number): void;
  /** Ends the workers. */
  dispose(): void;
}

export interface CrewOptions {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Byte offset of the control words. */
  readonly control: number;
  readonly threads: number;
  /** Of the calling thread. */
  readonly kernels: Kernels;
}

/** A thread looks for work for some 20 microseconds before it sleeps, as waking up takes as long. */
const SPINS = 20_000;
/** A page's own thread may not sleep. */
const CAN_SLEEP = typeof document === 'undefined';
const NAP_MS = 10;
/** A part takes milliseconds; where none was finished for so long, a thread was killed. */
const LOST_AFTER_MS = 60_000;

/**
 * Starts workers for all threads but the calling one.
 *
 * @throws {RuntimeError} `THREADS` if one does not start; the others are ended.
 */
export async function startCrew(options: CrewOptions): Promise<Crew> {
  const { module, memory, control: pointer, threads, kernels } = options;
  const control = new Int32Array(memory.buffer, pointer, controlBytes(threads) / 4);
  const orders = { module, memory, control: pointer, threads, spins: SPINS };
  const starts = await Promise.allSettled(
    Array.from({ length: threads - 1 }, (_, i) => startWorker({ ...orders, thread: i + 1 })),
  );
  const workers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const dispose = (): void => {
    endJobs(control);
    for (const worker of workers) worker.terminate();
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    dispose();
    throw workerFailed(failed.reason);
  }
  const work = { control: pointer, threads, thread: 0, spins: SPINS };
  return {
    run(job) {
      startJob(control, threads, job);
      for (let seen = Number.NaN, since = 0; ; ) {
        const phase = Atomics.load(control, PHASE_WORD);
        takeParts(kernels, work);
        if (!isAtWork(control)) return;
        throwFault(workers);
        if (CAN_SLEEP) Atomics.wait(control, PHASE_WORD, phase, NAP_MS);
        const now = performance.now();
        if (phase !== seen) [seen, since] = [phase, now];
        if (now - since > LOST_AFTER_MS) throw threadLost();
      }
    },
    dispose,
  };
}

function takeParts(kernels: Kernels, work: Parameters<Kernels['runPhases']>[0]): void {
  try {
    kernels.runPhases(work);
  } catch (cause) {
    throw threadFailed(cause);
  }
}

function throwFault(workers: readonly CrewWorker[]): void {
  for (const worker of workers) {
    const cause = worker.fault();
    if (cause) throw threadFailed(cause);
  }
}
