import type { Network } from '@mobilenext/core';
import type { Job } from '../contender/job.js';
import type { Subject } from '../contender/serve.js';
import { allowRelaxedSimd } from '../../network/allow-relaxed-simd.js';
import { readPictures, readWeights } from './read-job.js';
import { version } from '../../../package.json';

/** What is used of `compile` of `@mobilenext/runtime`. */
type Compile = (options: {
  readonly network: Network;
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly input: { readonly height: number; readonly width: number };
  readonly instructionSet?: Job['instructionSet'];
  readonly threads?: number;
}) => Promise<{ run(imagesNhwc: Float32Array): Float32Array }>;

/** A compiled plan; a run includes putting the pictures into its memory. */
export async function openRuntime(job: Job, compile: Compile): Promise<Subject> {
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
