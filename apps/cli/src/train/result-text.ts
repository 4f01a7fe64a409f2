import type { TrainResult } from '@mobilenext/trainer';
import { evaluationText } from '../eval/evaluation-text.js';
import { percent } from '../format/numbers.js';
import { counted } from './counted.js';

/** What a finished run reached, for a reader. */
export function resultText(result: Omit<TrainResult, 'arrays'>): string {
  const { epochs, best, evaluation, emaEvaluation, last, bestPath } = result;
  const lines = [`${counted(epochs, 'epoch')} trained; to go on from: ${last}\n`];
  if (best && bestPath) {
    const average = emaEvaluation ? ' by the running average (--ema takes it)' : '';
    const where = `in epoch ${best.epoch}${average}: ${bestPath}`;
    lines.push(`best: ${percent(best.top1)} top-1 ${where}\n`);
  }
  if (!evaluation) {
    lines.push(`without test pictures there is no best.safetensors: use ${last}\n`);
  }
  if (evaluation) lines.push('\nlast epoch\n', evaluationText(evaluation, { perClass: false }));
  if (emaEvaluation) {
    lines.push('\nits running average\n', evaluationText(emaEvaluation, { perClass: false }));
  }
  return lines.join('');
}

/** Guessing evenly among the classes has a loss of their count's logarithm. */
const FAR_FROM_GUESSING = 10;

/** Lines about a result that looks wrong. */
export function resultNotes({ evaluation }: Pick<TrainResult, 'evaluation'>): readonly string[] {
  if (!evaluation) return [];
  const guessing = Math.log(evaluation.perClass.length);
  if (!(evaluation.loss > FAR_FROM_GUESSING * guessing) || guessing === 0) return [];
  const loss = evaluation.loss.toFixed(2);
  return [
    `warning: the loss is ${loss}, where guessing has ${guessing.toFixed(2)}: ` +
      'a smaller --rate, more --epochs or more pictures may mend it',
  ];
}
