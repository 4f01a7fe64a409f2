import type { Network } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { applyChain } from './chain/apply-chain.js';
import type { ChainMode, Recompute } from './chain/chain-mode.js';
import { missingTensor } from './errors.js';
import { type DropoutKey, dropout } from './ops/dropout.js';
import { globalPool } from './ops/global-pool.js';
import { linear } from './ops/linear.js';
import type { NetworkState } from './state.js';

export interface ForwardOptions {
  /** Normalises by the batch's statistics. Unless given, the running ones are used. */
  readonly statistics?: ChainMode['statistics'];
  readonly onStatistics?: ChainMode['onStatistics'];
  /** Applies the classifier's dropout. Unless given, nothing is dropped. */
  readonly dropout?: DropoutKey;
  /** What a backward pass makes anew. Unless given none. */
  readonly recompute?: Recompute;
}

/**
 * Runs a network: normalised pictures x [N,H,W,channels] -> logits [N,numClasses].
 * Differentiable in the state's parameters; the pictures get no gradient.
 *
 * @throws {NnError} `INPUT` for a wrong shape, `STATE` for a missing tensor.
 */
export function forward(
  network: Network,
  state: Pick<NetworkState, 'parameters' | 'buffers'>,
  x: tf.Tensor4D,
  options: ForwardOptions = {},
): tf.Tensor2D {
  const { statistics = 'running', onStatistics, recompute } = options;
  const tensors = { ...state.parameters, ...state.buffers };
  const { key, dropout: rate } = network.classifier;
  const weight = tensors[`${key}.weight`] as tf.Tensor2D | undefined;
  const bias = tensors[`${key}.bias`] as tf.Tensor1D | undefined;
  if (!weight || !bias) throw missingTensor(`${key}.weight or ${key}.bias`);

  return tf.tidy(() => {
    let map = x;
    network.chains.forEach((chain, i) => {
      const inputGradient = i > 0;
      const mode = { statistics, onStatistics, inputGradient, recompute };
      map = applyChain(map, chain, tensors, mode);
    });
    const features = globalPool(map);
    const kept = options.dropout ? dropout(features, rate, options.dropout) : features;
    return linear(kept, weight, bias);
  });
}
