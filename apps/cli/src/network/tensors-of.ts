import type { Checkpoint, TensorMap } from '@mobilenext/converter';
import { failed } from '../frame/errors.js';

/**
 * A checkpoint's weights, or the running average of them where that is asked for.
 *
 * @throws {CliError} `FAILED` if it holds none.
 */
export function tensorsOf(
  path: string,
  { tensors, ema }: Pick<Checkpoint, 'tensors' | 'ema'>,
  asked: { readonly ema?: boolean },
): TensorMap {
  if (!asked.ema) return tensors;
  if (!ema) throw failed(`${path} holds no running average: leave --ema out`);
  return ema;
}
