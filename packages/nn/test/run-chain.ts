import * as tf from '@tensorflow/tfjs-core';
import { applyChain } from '../src/chain/apply-chain.js';
import type { ChainMode } from '../src/chain/chain-mode.js';
import { type ChainCase, chainTensors } from './chain-cases.js';
import { normalTensor } from './tensors.js';

/** What a chain gives, by name. */
export type Results = Readonly<Record<string, Float32Array>>;

/** Output, statistics and all gradients for some gradient of the output. */
export function runChain(
  one: ChainCase,
  mode: Pick<ChainMode, 'statistics' | 'recompute'>,
): Results {
  const results: Record<string, Float32Array> = {};
  const keep = (name: string, tensor: tf.Tensor): void => {
    results[name] = tensor.dataSync<'float32'>().slice();
  };
  tf.tidy(() => {
    const { parameters, buffers } = chainTensors(one);
    const names = ['x', ...Object.keys(parameters)];
    const inputs = [normalTensor(one.inputShape, one.seed, 'x'), ...Object.values(parameters)];
    const output = (...[x, ...rest]: tf.Tensor[]): tf.Tensor => {
      const given = Object.fromEntries(rest.map((tensor, i) => [names[i + 1], tensor]));
      return applyChain(
        x as tf.Tensor4D,
        one.chain,
        { ...given, ...buffers },
        {
          ...mode,
          onStatistics: ({ normKey, mean, variance, count }) => {
            keep(`mean of ${normKey}`, mean);
            keep(`variance of ${normKey}`, variance);
            results[`count of ${normKey}`] = Float32Array.of(count);
            tf.dispose([mean, variance]);
          },
        },
      );
    };
    const shape = tf.tidy(() => output(...inputs).shape);
    const dOutput = normalTensor(shape, one.seed, 'dOutput');
    const { value, grads } = tf.valueAndGrads(output)(inputs, dOutput);
    keep('output', value);
    grads.forEach((gradient, i) => keep(`gradient of ${names[i]}`, gradient));
  });
  return results;
}
