import { evaluate } from '../evaluate.js';
import type { Evaluation } from '../metrics/accuracy.js';
import type { Best, Progress } from './progress.js';
import type { Run } from './run.js';
import { saveBest, saveLast } from './save.js';

export interface FinishedEpoch {
  /** At the first batch of the next epoch, with the same state. */
  readonly progress: Progress;
  /** Null without a test set. */
  readonly evaluation: Evaluation | null;
}

/** Evaluates what an epoch has brought and saves it. */
export async function finishEpoch(run: Run, trained: Progress): Promise<FinishedEpoch> {
  const { epochs } = run.config;
  const epoch = trained.epoch + 1;
  await run.report({ kind: 'epoch', epoch, epochs, loss: trained.lossSum / trained.iteration });
  const next = { ...trained, epoch, iteration: 0, lossSum: 0 };
  const evaluation = await evaluated(run, trained);
  const best = evaluation !== null && isBetter(evaluation, trained.best);
  if (evaluation) await run.report({ kind: 'evaluated', epoch, epochs, best, ...evaluation });

  const progress = best ? { ...next, best: bestOf(epoch, evaluation) } : next;
  if (best) await saveBest(run, progress);
  await saveLast(run, progress);
  return { progress, evaluation };
}

const bestOf = (epoch: number, { top1, loss }: Evaluation): Best => ({ epoch, top1, loss });

function isBetter({ top1, loss }: Evaluation, best: Best | null): boolean {
  return best === null || top1 > best.top1 || (top1 === best.top1 && loss < best.loss);
}

async function evaluated(run: Run, { epoch, state }: Progress): Promise<Evaluation | null> {
  const { config, network, testSet, caches, signal } = run;
  if (!testSet) return null;
  return evaluate({
    network,
    state: state.network,
    dataset: testSet,
    preprocessing: config.preprocessing,
    batch: config.batch,
    tolerance: config.tolerance,
    cache: caches.test,
    onProgress: (done, samples) =>
      run.tell({ kind: 'evaluating', epoch: epoch + 1, done, samples }),
    onRotten: ({ name, error }) =>
      run.tell({ kind: 'rotten', name, reason: error.message, fate: 'left out' }),
    signal,
  });
}
