import type { Absence } from '../contender/answer.js';
import type { ContenderTask, DataJob, Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { readJob } from './read-job.js';

/** A contender of this house. */
interface OwnContender {
  readonly tasks: readonly ContenderTask[];
  /** Prepares the job at a path, but for what belongs to the time of a run. */
  readonly open: (path: string) => Promise<Subject | Absence>;
}

/** Ours, by name. Each imports what it runs on itself, as its name alone is often wanted. */
export const OWN_CONTENDERS: Readonly<Record<string, OwnContender>> = {
  runtime: {
    tasks: ['infer'],
    open: async (path) => (await import('./runtime.js')).openRuntime(readJob<Job>(path)),
  },
  wasm: {
    tasks: ['infer', 'train'],
    open: async (path) => (await import('./wasm.js')).openWasm(readJob<Job>(path)),
  },
  loader: {
    tasks: ['data'],
    open: async (path) => (await import('./loader.js')).openLoading(readJob<DataJob>(path)),
  },
};
