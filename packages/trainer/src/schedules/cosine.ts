import type { Position, RunLength } from './position.js';

/** Linear warm-up from `warmupRate` to `rate`, then half a cosine down to `minimumRate`. */
export interface CosineSchedule {
  readonly kind: 'cosine';
  readonly rate: number;
  /** Reached only after the last batch. */
  readonly minimumRate: number;
  /** Rate of the very first batch, if there is a warm-up. */
  readonly warmupRate: number;
  /** Length of the warm-up in `warmupUnit`; 0 is no warm-up. */
  readonly warmup: number;
  /** Whether `warmup` counts epochs or is a share of the run, so that it moves with its length. */
  readonly warmupUnit: 'epochs' | 'share';
  /**
   * `iteration`: each batch has its own rate; `epoch`: all batches of an epoch share one, so that
   * the whole first epoch runs at `warmupRate` (PaddleClas's `by_epoch`).
   */
  readonly per: 'iteration' | 'epoch';
  /**
   * Where the cosine begins: at its top after the warm-up (PaddleClas), or together with the run,
   * so that the warm-up covers its first part (the authors' early timm).
   */
  readonly cosineFrom: 'warmup' | 'start';
}

/** Source: PaddleClas `Cosine`, timm `CosineLRScheduler`. */
export function cosineRate(
  schedule: CosineSchedule,
  { epoch, iteration }: Position,
  { epochs, iterationsPerEpoch }: RunLength,
): number {
  const { rate, minimumRate, warmupRate, per } = schedule;
  const stepsPerEpoch = per === 'epoch' ? 1 : iterationsPerEpoch;
  const step = per === 'epoch' ? epoch : epoch * iterationsPerEpoch + iteration;
  const warmup = Math.round(warmupEpochs(schedule, epochs) * stepsPerEpoch);
  if (step < warmup) return warmupRate + ((rate - warmupRate) * step) / warmup;

  const start = schedule.cosineFrom === 'warmup' ? warmup : 0;
  const progress = (step - start) / (epochs * stepsPerEpoch - start);
  return minimumRate + ((rate - minimumRate) * (1 + Math.cos(Math.PI * progress))) / 2;
}

/** Length of the warm-up of a run of so many epochs, in epochs; it may be longer than the run. */
export const warmupEpochs = ({ warmup, warmupUnit }: CosineSchedule, epochs: number): number =>
  warmupUnit === 'share' ? warmup * epochs : warmup;
