import { foldedState } from '@mobilenext/nn';
import type { Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { runNhwc } from '../../network/run-nhwc.js';
import { readPictures, readWeights } from './read-job.js';

/** Predictions with folded batch norms; a run includes putting the pictures into memory. */
export async function wasmInference(job: Job): Promise<Pick<Subject, 'check' | 'run'>> {
  const { network, batch, input } = job;
  const state = foldedState(network, await readWeights(job));
  const pictures = { values: readPictures(job), shape: [batch, input, input, 3] as const };
  const predict = (): Promise<Float32Array> => runNhwc(network, state, pictures);
  return {
    check: async () => [...(await predict())],
    run: async () => {
      await predict();
    },
  };
}
