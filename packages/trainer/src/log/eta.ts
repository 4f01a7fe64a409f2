import type { StepEvent } from '../events.js';

/**
 * Seconds left when `iteration` batches of `epoch` (from 1) are trained.
 *
 * Source: PaddleClas, `((epochs - epoch + 1) * iters - iter) * batch_cost`.
 */
export function etaSeconds(
  at: Pick<StepEvent, 'epoch' | 'epochs' | 'iteration' | 'iterations' | 'batchSec'>,
): number {
  return ((at.epochs - at.epoch + 1) * at.iterations - at.iteration) * at.batchSec;
}

/** Whole seconds as Python's timedelta prints them: `4:57:50`, `2 days, 0:00:07`. */
export function formatDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const clock = `${hours}:${twoDigits(Math.floor((whole % 3600) / 60))}:${twoDigits(whole % 60)}`;
  if (days === 0) return clock;
  return `${days} ${days === 1 ? 'day' : 'days'}, ${clock}`;
}
