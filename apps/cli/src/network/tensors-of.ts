import type { Checkpoint, TensorMap } from '@mobilenext/converter';
import { failed } from '../frame/errors.js';

/**
 * A checkpoint's weights, or the running average of them where that is asked for. Where there is one
 * and it is not asked for, a note says so: the average is mostly what a run is judged by.
 *
 * @throws {CliError} `FAILED` if it holds none.
 */
export function tensorsOf(
  path: string,
  { tensors, ema }: Pick<Checkpoint, 'tensors' | 'ema'>,
  asked: { readonly ema?: boolean },
): { readonly tensors: TensorMap; readonly notes: readonly string[] } {
  if (!asked.ema) return { tensors, notes: ema ? [averageNote(path)] : [] };
  if (!ema) throw failed(`${path} holds no running average: leave --ema out`);
  return { tensors: ema, notes: [] };
}

const averageNote = (path: string): string =>
  `${path} holds a running average too, which is not taken: give --ema to take it`;
