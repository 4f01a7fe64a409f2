import type { TrainResult } from '@mobilenext/trainer';
import { evaluationText } from '../eval/evaluation-text.js';
import { percent } from '../format/numbers.js';

/** What a finished run reached, for a reader. */
export function resultText({ epochs, best, evaluation, last, bestPath }: TrainResult): string {
  const lines = [`${epochs} epochs trained; to go on from: ${last}\n`];
  if (best && bestPath) {
    lines.push(`best: ${percent(best.top1)} top-1 in epoch ${best.epoch}: ${bestPath}\n`);
  }
  if (evaluation) lines.push('\nlast epoch\n', evaluationText(evaluation, { perClass: false }));
  return lines.join('');
}
