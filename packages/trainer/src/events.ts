import type { TrainConfig } from './config/config.js';
import type { Evaluation } from './metrics/accuracy.js';

/** What happens in a run, for whoever shows it. Epochs and iterations count from 1. */
export type TrainEvent =
  | StartEvent
  | StepEvent
  | EpochEvent
  | EvaluatingEvent
  | EvaluatedEvent
  | SavedEvent
  | RottenEvent;

export interface StartEvent {
  readonly kind: 'start';
  readonly config: TrainConfig;
  /** Epoch and iteration of the first batch; beyond 1 and 1 in a resumed run. */
  readonly epoch: number;
  readonly iteration: number;
  /** Of an epoch. */
  readonly iterations: number;
  readonly samples: number;
}

/** A batch is trained. */
export interface StepEvent {
  readonly kind: 'step';
  readonly epoch: number;
  readonly epochs: number;
  /** Batches of this epoch trained so far, this one included. */
  readonly iteration: number;
  /** Of an epoch. */
  readonly iterations: number;
  /** Learning rate of this batch. */
  readonly rate: number;
  /** Of this batch, before the update. */
  readonly loss: number;
  /** Seconds a batch takes, reading included: mean over this epoch's batches so far. */
  readonly batchSec: number;
  /** Seconds a batch was waited for, likewise. */
  readonly readerSec: number;
  readonly imagesPerSec: number;
  /** Seconds to the end of the run, evaluations left out. */
  readonly etaSec: number;
}

/** All batches of an epoch are trained. */
export interface EpochEvent {
  readonly kind: 'epoch';
  readonly epoch: number;
  readonly epochs: number;
  /** Mean over the epoch's batches. */
  readonly loss: number;
}

/** What is evaluated: the network as trained, or the moving average of it. */
export type Evaluated = 'network' | 'ema';

/** An evaluation goes on. */
export interface EvaluatingEvent {
  readonly kind: 'evaluating';
  readonly of: Evaluated;
  readonly epoch: number;
  readonly done: number;
  readonly samples: number;
}

export interface EvaluatedEvent extends Evaluation {
  readonly kind: 'evaluated';
  readonly of: Evaluated;
  readonly epoch: number;
  readonly epochs: number;
  /** Whether top1 is the best of the run so far; where an average is kept, only its own counts. */
  readonly best: boolean;
}

/** A checkpoint lies on disk. */
export interface SavedEvent {
  readonly kind: 'saved';
  readonly path: string;
  /** Where the run goes on from it. */
  readonly epoch: number;
  readonly iteration: number;
}

/** A picture cannot be read; told once in a run. */
export interface RottenEvent {
  readonly kind: 'rotten';
  readonly name: string;
  readonly reason: string;
  /** In training the next one takes its place, in evaluation it does not count. */
  readonly fate: 'replaced' | 'left out';
}
