import { compile } from '@mobilenext/runtime';
import type { Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { allowRelaxedSimd } from '../../network/allow-relaxed-simd.js';
import { readPictures, readWeights } from './read-job.js';
import { version } from '../../../package.json';

/** A compiled plan; a run includes putting the pictures into its memory. */
export async function openRuntime(job: Job): Promise<Subject> {
  const { network, input, instructionSet, threads } = job;
  allowRelaxedSimd();
  const pictures = readPictures(job);
  const weights = await readWeights(job);
  const size = { height: input, width: input };
  const model = await compile({ network, weights, input: size, instructionSet, threads });
  return {
    version,
    threads,
    check: () => Promise.resolve([...model.run(pictures)]),
    run: () => {
      model.run(pictures);
      return Promise.resolve();
    },
  };
}
