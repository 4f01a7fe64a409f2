import type { Chain } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { badInputShape } from '../errors.js';
import { hasOwnKernel } from '../own-kernel.js';
import type { TensorRecord } from '../state.js';
import { CHAIN_FORWARD } from './chain-kernel.js';
import type { ChainMode } from './chain-mode.js';
import { kernelChain } from './kernel-chain.js';
import { referenceChain } from './reference-chain.js';
import { unitTensors } from './unit-tensors.js';

/**
 * The one operation: runs a chain of convolution, batch norm and activation units, with its
 * identity. x [N,H,W,inChannels] -> [N,H',W',outChannels], differentiable like any tfjs operation.
 * Takes the backend's own kernels where they are registered, tfjs operations elsewhere.
 *
 * @throws {NnError} `INPUT` for a wrong shape, `STATE` for a missing tensor.
 */
export function applyChain(
  x: tf.Tensor4D,
  chain: Chain,
  tensors: TensorRecord,
  mode: ChainMode,
): tf.Tensor4D {
  if (x.rank !== 4 || x.shape[3] !== chain.inChannels)
    throw badInputShape(x.shape, chain.inChannels);
  const units = chain.units.map((unit) => unitTensors(unit, tensors));
  const run = hasKernel(chain) ? kernelChain : referenceChain;
  return tf.tidy(() => run(x, chain, units, mode));
}

/** Kernels take an identity from a map as wide as the output, which is what all blocks have. */
function hasKernel({ identityChannels, inChannels, outChannels }: Chain): boolean {
  if (identityChannels > 0 && inChannels !== outChannels) return false;
  return hasOwnKernel(CHAIN_FORWARD);
}
