import type { Network } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics } from './chain/chain-mode.js';
import { type ForwardOptions, forward } from './forward.js';
import { softCrossEntropy } from './ops/soft-cross-entropy.js';
import { disposeStatistics } from './running-statistics.js';
import type { NetworkState, TensorRecord } from './state.js';

/** A training batch on the backend. */
export interface TensorBatch {
  /** Normalised pictures [N,H,W,channels]. */
  readonly x: tf.Tensor4D;
  /** [N,numClasses], rows sum to 1. */
  readonly targets: tf.Tensor2D;
}

/** What one training-mode pass gives; the receiver disposes all of it. */
export interface LossAndGradients {
  /** Mean over the batch, before any update. */
  readonly loss: tf.Scalar;
  /** [N,numClasses] */
  readonly logits: tf.Tensor2D;
  /** By parameter key, in the executing layout. */
  readonly gradients: TensorRecord;
  readonly statistics: readonly BatchStatistics[];
}

/**
 * Cross entropy of a batch in training mode, with the gradients of all parameters. Whatever it
 * throws, it leaves no tensors behind.
 *
 * @throws {NnError} `INPUT` for shapes that do not fit, `STATE` for a missing tensor, `MEMORY`.
 */
export function lossAndGradients(
  network: Network,
  state: NetworkState,
  batch: TensorBatch,
  options: Pick<ForwardOptions, 'dropout' | 'recompute'> = {},
): LossAndGradients {
  const keys = Object.keys(state.parameters);
  const statistics: BatchStatistics[] = [];
  const kept: { logits?: tf.Tensor2D; loss?: tf.Scalar } = {};
  const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
    const parameters = Object.fromEntries(keys.map((key, i) => [key, tensors[i]]));
    const logits = forward(network, { parameters, buffers: state.buffers }, batch.x, {
      statistics: 'batch',
      onStatistics: (seen) => statistics.push(seen),
      ...options,
    });
    kept.logits = tf.keep(tf.clone(logits));
    kept.loss = softCrossEntropy(logits, batch.targets);
    return kept.loss;
  };
  try {
    const { value, grads } = tf.valueAndGrads(lossOf)(keys.map((key) => state.parameters[key]));
    return {
      loss: value,
      logits: kept.logits as tf.Tensor2D,
      gradients: Object.fromEntries(keys.map((key, i) => [key, grads[i]])),
      statistics,
    };
  } catch (error) {
    disposeStatistics(statistics);
    // tfjs leaves the loss where the backward pass fails.
    tf.dispose([kept.logits, kept.loss]);
    disposeTape();
    throw error;
  }
}

/** An interrupted pass leaves what it saved for its gradients on tfjs's tape, where it stays. */
function disposeTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0 || !state.activeTape) return;
  for (const { saved } of state.activeTape) tf.dispose(saved ?? []);
  state.activeTape = [];
}
