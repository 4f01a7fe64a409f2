import type { Augmentation, Mixing, Preprocessing } from '@mobilenext/imagenet';
import type { Recompute, StatisticsConvention } from '@mobilenext/nn';
import type { SgdConfig } from '../optimizer/sgd.js';
import type { Schedule } from '../schedules/schedule.js';

/**
 * Everything that decides a run's result but the pictures themselves. Plain JSON; it is saved
 * beside the checkpoints and in them.
 */
export interface TrainConfig {
  /** Name of the network that is trained, e.g. `mobilenext-0.35-small`. */
  readonly variant: string;
  readonly numClasses: number;
  readonly identityMultiplier: number;
  /** Share of the features dropped before the classifier. */
  readonly dropout: number;
  readonly epochs: number;
  /** Training pictures an epoch sees, others in each; 0 is all of them. */
  readonly samplesPerEpoch: number;
  /** Pictures a step. */
  readonly batch: number;
  /** Of every random choice: starting values, order, augmentation, mixing, dropout. */
  readonly seed: number;
  readonly optimizer: SgdConfig;
  readonly schedule: Schedule;
  /**
   * Share that each step keeps of a moving average of parameters and running statistics, e.g. 0.9999;
   * it is saved and evaluated beside them and decides which epoch is the best. 0 keeps none.
   */
  readonly ema: number;
  /** `chains` makes maps anew in the backward pass: less memory, more time, the same bits. */
  readonly recompute: Recompute;
  /** Share of the target spread over all classes. */
  readonly labelSmoothing: number;
  /** Whose running variance the batch norms keep. */
  readonly statistics: StatisticsConvention;
  readonly augmentation: Augmentation;
  /** Mixup and CutMix. Unless given, or where the kind is none, there are none. */
  readonly mixing?: Mixing | { readonly kind: 'none' };
  /** Views of a picture that follow each other; an epoch sees so much fewer pictures. Unless given 1. */
  readonly repeats?: number;
  /** At evaluation; its size, mean, deviation and arithmetic hold in training too. */
  readonly preprocessing: Preprocessing;
  /** Share of the training pictures that may be unreadable; the next ones take their places. */
  readonly tolerance: number;
  /** Also save in the middle of epochs, after so many steps; 0 is never. */
  readonly saveEverySteps: number;
  /** `log.jsonl` gets a line every so many steps. */
  readonly logEverySteps: number;
}
