import type { Chain, Unit } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { addLeadingChannels } from '../ops/add-leading-channels.js';
import { affineNorm, batchNorm } from '../ops/batch-norm.js';
import { convolve } from '../ops/convolve.js';
import { relu6 } from '../ops/relu6.js';
import type { ChainMode } from './chain-mode.js';
import type { UnitTensors } from './unit-tensors.js';

/** A chain by tfjs operations, on any backend: the truth that backends' own kernels are held to. */
export function referenceChain(
  x: tf.Tensor4D,
  chain: Chain,
  tensors: readonly UnitTensors[],
  mode: ChainMode,
): tf.Tensor4D {
  let z = x;
  chain.units.forEach((unit, i) => {
    z = normalize(unit, convolve(unit, z, tensors[i].filter), tensors[i], mode);
    if (unit.activation === 'relu6') z = relu6(z);
  });
  return chain.identityChannels > 0 ? addLeadingChannels(z, x, chain.identityChannels) : z;
}

function normalize(unit: Unit, y: tf.Tensor4D, tensors: UnitTensors, mode: ChainMode): tf.Tensor4D {
  if (tensors.kind === 'folded') return tf.add(y, tensors.bias);
  if (mode.statistics === 'running') return affineNorm(y, tensors.norm, tensors.running);
  return batchNorm(y, tensors.norm, ({ mean, variance }) =>
    mode.onStatistics?.({
      normKey: unit.normKey,
      mean: tf.keep(tf.clone(mean)),
      variance: tf.keep(tf.clone(variance)),
      count: y.size / unit.outChannels,
    }),
  );
}
