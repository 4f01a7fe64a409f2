import {
  blendRecords,
  disposeRecord,
  disposeState,
  disposeStatistics,
  lossAndGradients,
  type Network,
  type NetworkState,
  type Recompute,
  type StatisticsConvention,
  type TensorBatch,
  type TensorRecord,
  updateRunningStatistics,
} from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { type SgdConfig, sgdStep } from './optimizer/sgd.js';

/** What training moves, as a value: a step makes a new one. */
export interface TrainingState {
  readonly network: NetworkState;
  /** The optimiser's, by parameter key; empty before the first step. */
  readonly velocity: TensorRecord;
  /** Moving average of parameters and buffers, where one is kept; a network like the other. */
  readonly ema?: NetworkState;
  /** Steps taken since the run began. */
  readonly steps: number;
}

export interface TrainStepOptions {
  readonly optimizer: SgdConfig;
  /** Learning rate of this step. */
  readonly rate: number;
  /** Which parameters decay. */
  readonly decays: (key: string) => boolean;
  readonly statistics: StatisticsConvention;
  /** Of dropout, together with the number of steps taken. */
  readonly seed: number;
  /**
   * Share of the moving average that a step keeps; it begins with the state before the first step.
   * Unless given, or 0, none is kept.
   */
  readonly emaDecay?: number;
  /** Maps that the backward pass makes anew instead of keeping them. Unless given none. */
  readonly recompute?: Recompute;
}

/**
 * One step of training. All tensors of the result are new; the old state and the batch stay the
 * caller's to dispose, also where it throws, which leaves no other tensors behind.
 *
 * @returns loss: mean over the batch, before the update.
 * @throws {NnError} `INPUT` for a batch that does not fit, `MEMORY`.
 */
export function trainStep(
  network: Network,
  state: TrainingState,
  batch: TensorBatch,
  options: TrainStepOptions,
): { readonly state: TrainingState; readonly loss: tf.Scalar } {
  const {
    optimizer,
    rate,
    decays,
    statistics: convention,
    seed,
    emaDecay = 0,
    recompute,
  } = options;
  const { parameters, buffers, batchCount } = state.network;
  const ema = emaDecay > 0 ? (state.ema ?? state.network) : undefined;
  const { loss, logits, gradients, statistics } = lossAndGradients(network, state.network, batch, {
    dropout: { seed, step: state.steps },
    recompute,
  });
  try {
    const next = tidyState(() => {
      const moved = sgdStep(
        { parameters, velocity: state.velocity, ema: ema?.parameters },
        gradients,
        { config: optimizer, rate, decays, emaDecay },
      );
      const network: NetworkState = {
        parameters: moved.parameters,
        buffers: updateRunningStatistics(buffers, statistics, { convention }),
        batchCount: batchCount + 1,
      };
      const average = ema &&
        moved.ema && {
          ...network,
          parameters: moved.ema,
          buffers: blendRecords(ema.buffers, network.buffers, { kept: emaDecay }),
        };
      return { network, velocity: moved.velocity, ema: average, steps: state.steps + 1 };
    });
    return { loss, state: next };
  } catch (error) {
    loss.dispose();
    throw error;
  } finally {
    logits.dispose();
    disposeRecord(gradients);
    disposeStatistics(statistics);
  }
}

/** `tf.tidy` for a state, whose type has no index as a tensor container wants. */
const tidyState = (make: () => TrainingState): TrainingState =>
  tf.tidy(make as unknown as () => tf.TensorContainer) as unknown as TrainingState;

/** Frees the tensors of a state that another has replaced. */
export function disposeTrainingState({ network, velocity, ema }: TrainingState): void {
  disposeState(network);
  disposeRecord(velocity);
  if (ema) disposeState(ema);
}
