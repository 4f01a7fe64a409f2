import type { Position } from '../schedules/position.js';
import type { TrainingState } from '../train-step.js';

/** The best evaluation of a run so far. */
export interface Best {
  /** From 1. */
  readonly epoch: number;
  /** Fraction. */
  readonly top1: number;
  /** Decides between evaluations of the same top1. */
  readonly loss: number;
}

/** A run's state and where it stands, as a value. */
export interface Progress extends Position {
  readonly state: TrainingState;
  /** Sum of the losses of this epoch's batches. */
  readonly lossSum: number;
  /** Null before the first evaluation. */
  readonly best: Best | null;
}
