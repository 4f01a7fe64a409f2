import type { NetworkState } from '@mobilenext/nn';
import { evaluate } from '../evaluate.js';
import type { Evaluated } from '../events.js';
import type { Evaluation } from '../metrics/accuracy.js';
import type { Best, Progress } from './progress.js';
import type { Run } from './run.js';
import { saveBest, saveLast } from './save.js';

export interface FinishedEpoch {
  /** At the first batch of the next epoch, with the same state. */
  readonly progress: Progress;
  /** Null without a test set. */
  readonly evaluation: Evaluation | null;
  /** Of the moving average; null where none is kept. */
  readonly emaEvaluation: Evaluation | null;
}

/** Evaluates what an epoch has brought and saves it. The moving average decides, where one is kept. */
export async function finishEpoch(run: Run, trained: Progress): Promise<FinishedEpoch> {
  const { epochs } = run.config;
  const { network, ema } = trained.state;
  const epoch = trained.epoch + 1;
  await run.report({ kind: 'epoch', epoch, epochs, loss: trained.lossSum / trained.iteration });
  const next = { ...trained, epoch, iteration: 0, lossSum: 0 };
  const evaluation = await evaluated(run, network, { of: 'network', epoch });
  const emaEvaluation = ema ? await evaluated(run, ema, { of: 'ema', epoch }) : null;
  const decisive = emaEvaluation ?? evaluation;
  const best = decisive !== null && isBetter(decisive, trained.best);
  for (const [of, each] of [
    ['network', evaluation],
    ['ema', emaEvaluation],
  ] as const) {
    if (!each) continue;
    const isBest = best && each === decisive;
    await run.report({ kind: 'evaluated', of, epoch, epochs, best: isBest, ...each });
  }

  const progress = best ? { ...next, best: bestOf(epoch, decisive) } : next;
  if (best) await saveBest(run, progress);
  await saveLast(run, progress);
  return { progress, evaluation, emaEvaluation };
}

const bestOf = (epoch: number, { top1, loss }: Evaluation): Best => ({ epoch, top1, loss });

function isBetter({ top1, loss }: Evaluation, best: Best | null): boolean {
  return best === null || top1 > best.top1 || (top1 === best.top1 && loss < best.loss);
}

async function evaluated(
  run: Run,
  state: NetworkState,
  at: { readonly of: Evaluated; readonly epoch: number },
): Promise<Evaluation | null> {
  const { config, network, testSet, loaders, signal } = run;
  if (!testSet || !loaders.test) return null;
  return evaluate({
    network,
    state,
    dataset: testSet,
    preprocessing: config.preprocessing,
    batch: config.batch,
    tolerance: config.tolerance,
    loader: loaders.test,
    onProgress: (done, samples) => run.tell({ kind: 'evaluating', ...at, done, samples }),
    onRotten: ({ name, error }) =>
      run.tell({ kind: 'rotten', name, reason: error.message, fate: 'left out' }),
    signal,
  });
}
