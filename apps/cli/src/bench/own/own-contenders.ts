import type { Absence } from '../contender/answer.js';
import type { Job, Task } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';

/** A contender of this house. */
interface OwnContender {
  readonly tasks: readonly Task[];
  /** Prepares everything that does not belong to the time of a run. */
  readonly open: (job: Job) => Promise<Subject | Absence>;
}

/** Ours, by name. Each imports what it runs on itself, as its name alone is often wanted. */
export const OWN_CONTENDERS: Readonly<Record<string, OwnContender>> = {
  runtime: {
    tasks: ['infer'],
    open: async (job) => (await import('./runtime.js')).openRuntime(job),
  },
  wasm: {
    tasks: ['infer', 'train'],
    open: async (job) => (await import('./wasm.js')).openWasm(job),
  },
};
