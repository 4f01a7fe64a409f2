import { instantiateKernels } from '@mobilenext/kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import {
  CHAIN_BACKWARD,
  CHAIN_FORWARD,
  type ChainAttributes,
  type ChainInputs,
} from '../chain/chain-kernel.js';
import { wasmNotReady } from '../errors.js';
import { chainBackward } from './chain-backward.js';
import { chainForward } from './chain-forward.js';
import { openHeap } from './heap.js';

/**
 * Makes tfjs's wasm backend the current one, with chains executed by our own kernels on its memory.
 * Calling it again changes nothing.
 *
 * @throws {NnError} `BACKEND` if the backend does not start or hides its memory.
 */
export async function useWasm(): Promise<void> {
  if (!(await tf.setBackend('wasm'))) throw wasmNotReady();
  await tf.ready();
  if (tf.getKernel(CHAIN_FORWARD, 'wasm')) return;

  const heap = openHeap(tf.backend());
  const kernels = await instantiateKernels(heap.memory);
  for (const [kernelName, run] of [
    [CHAIN_FORWARD, chainForward],
    [CHAIN_BACKWARD, chainBackward],
  ] as const) {
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) =>
        run(heap, kernels, inputs as ChainInputs, attrs as unknown as ChainAttributes),
    });
  }
}
