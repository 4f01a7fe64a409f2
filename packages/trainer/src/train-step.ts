import {
  disposeRecord,
  disposeState,
  disposeStatistics,
  lossAndGradients,
  type Network,
  type NetworkState,
  type StatisticsConvention,
  type TensorBatch,
  type TensorRecord,
  updateRunningStatistics,
} from '@mobilenext/nn';
import type * as tf from '@tensorflow/tfjs-core';
import { type SgdConfig, sgdStep } from './optimizer/sgd.js';

/** What training moves, as a value: a step makes a new one. */
export interface TrainingState {
  readonly network: NetworkState;
  /** The optimiser's, by parameter key; empty before the first step. */
  readonly velocity: TensorRecord;
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
}

/**
 * One step of training. All tensors of the result are new; the old state and the batch stay the
 * caller's to dispose.
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
  const { optimizer, rate, decays, statistics: convention, seed } = options;
  const { loss, logits, gradients, statistics } = lossAndGradients(network, state.network, batch, {
    dropout: { seed, step: state.steps },
  });
  try {
    const { parameters, velocity } = sgdStep(
      { parameters: state.network.parameters, velocity: state.velocity },
      gradients,
      { config: optimizer, rate, decays },
    );
    const buffers = updateRunningStatistics(state.network.buffers, statistics, { convention });
    const batchCount = state.network.batchCount + 1;
    return {
      state: { network: { parameters, buffers, batchCount }, velocity, steps: state.steps + 1 },
      loss,
    };
  } finally {
    logits.dispose();
    disposeRecord(gradients);
    disposeStatistics(statistics);
  }
}

/** Frees the tensors of a state that another has replaced. */
export function disposeTrainingState({ network, velocity }: TrainingState): void {
  disposeState(network);
  disposeRecord(velocity);
}
