import type { Absence } from '../contender/answer.js';
import type { Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { useBackend } from '../../network/use-backend.js';
import { version } from '../../../package.json';

/** Our kernels on TensorFlow.js's memory: what `train`, `eval` and `predict` run on. */
export async function openWasm(job: Job): Promise<Subject | Absence> {
  if (job.threads > 1) return { kind: 'unable', reason: 'TensorFlow.js has one thread in Node' };
  await useBackend('wasm', job.instructionSet);
  const about = { version, threads: 1 };
  switch (job.task) {
    case 'infer': {
      const { wasmInference } = await import('./wasm-inference.js');
      return { ...about, ...(await wasmInference(job)) };
    }
    case 'train': {
      const { wasmTraining } = await import('./wasm-training.js');
      return { ...about, ...(await wasmTraining(job)) };
    }
  }
}
