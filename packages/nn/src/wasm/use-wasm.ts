import { type InstructionSet, instantiateKernels } from '@mobilenext/kernels';
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

export interface WasmOptions {
  /** The build of our kernels. Unless given, the fastest that the engine runs. */
  readonly instructionSet?: InstructionSet;
}

/**
 * Makes tfjs's wasm backend the current one, with chains executed by our own kernels on its memory.
 * Calling it again changes nothing, unless it asks for a build of the kernels.
 *
 * @throws {NnError} `BACKEND` if the backend does not start or hides its memory;
 * WebAssembly.CompileError for a build that the engine cannot run.
 */
export async function useWasm({ instructionSet }: WasmOptions = {}): Promise<void> {
  if (!(await tf.setBackend('wasm'))) throw wasmNotReady();
  await tf.ready();
  const registered = tf.getKernel(CHAIN_FORWARD, 'wasm') !== undefined;
  if (registered && instructionSet === undefined) return;

  const heap = openHeap(tf.backend());
  const kernels = await instantiateKernels(heap.memory, instructionSet);
  for (const [kernelName, run] of [
    [CHAIN_FORWARD, chainForward],
    [CHAIN_BACKWARD, chainBackward],
  ] as const) {
    if (registered) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) =>
        run(heap, kernels, inputs as ChainInputs, attrs as unknown as ChainAttributes),
    });
  }
}
