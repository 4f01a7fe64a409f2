import { type InstructionSet, instantiateKernels, type Kernels } from '@mobilenext/kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import {
  CHAIN_BACKWARD,
  CHAIN_FORWARD,
  type ChainAttributes,
  type ChainInputs,
} from '../chain/chain-kernel.js';
import { wasmNotReady } from '../errors.js';
import { BLEND, type BlendAttributes } from '../ops/blend.js';
import { GLOBAL_POOL, GLOBAL_POOL_GRADIENT } from '../ops/global-pool.js';
import { LINEAR_GRADIENT, LINEAR_PRODUCT } from '../ops/linear.js';
import { SGD_UPDATE, type SgdAttributes } from '../ops/sgd-update.js';
import { chainBackward } from './chain-backward.js';
import { chainForward } from './chain-forward.js';
import { hasOwnKernel } from '../own-kernel.js';
import { globalPoolForward, globalPoolGradient } from './global-pool.js';
import { type Heap, openHeap } from './heap.js';
import { linearGradient, linearProduct } from './linear.js';
import { sharedIdentity } from './shared-identity.js';
import { blendAll, sgdUpdateAll } from './updates.js';

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
  if (hasOwnKernel(CHAIN_FORWARD) && instructionSet === undefined) return;

  const heap = openHeap(tf.backend());
  const kernels = await instantiateKernels(heap.memory, instructionSet);
  for (const [kernelName, kernelFunc] of Object.entries(kernelFunctions(heap, kernels))) {
    if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}

/** What we bring, and what of tfjs's own we replace. */
function kernelFunctions(heap: Heap, kernels: Kernels): Readonly<Record<string, tf.KernelFunc>> {
  return {
    [tf.Identity]: sharedIdentity,
    [CHAIN_FORWARD]: ({ inputs, attrs }) =>
      chainForward(heap, kernels, inputs as ChainInputs, attrs as unknown as ChainAttributes),
    [CHAIN_BACKWARD]: ({ inputs, attrs }) =>
      chainBackward(heap, kernels, inputs as ChainInputs, attrs as unknown as ChainAttributes),
    [GLOBAL_POOL]: ({ inputs }) => globalPoolForward(heap, kernels, tensor(inputs, 'x')),
    [GLOBAL_POOL_GRADIENT]: ({ inputs, attrs }) => {
      const { shape } = attrs as unknown as { readonly shape: readonly number[] };
      return globalPoolGradient(heap, kernels, tensor(inputs, 'dOutput'), shape);
    },
    [LINEAR_PRODUCT]: ({ inputs }) =>
      linearProduct(heap, kernels, tensor(inputs, 'x'), tensor(inputs, 'weight')),
    [LINEAR_GRADIENT]: ({ inputs }) => {
      const [dOutput, x, weight] = ['dOutput', 'x', 'weight'].map((name) => tensor(inputs, name));
      return linearGradient(heap, kernels, dOutput, x, weight);
    },
    [SGD_UPDATE]: ({ inputs, attrs }) =>
      sgdUpdateAll(heap, kernels, inputs, attrs as unknown as SgdAttributes),
    [BLEND]: ({ inputs, attrs }) =>
      blendAll(heap, kernels, inputs, attrs as unknown as BlendAttributes),
  };
}

const tensor = (inputs: tf.NamedTensorInfoMap, name: string): tf.TensorInfo =>
  inputs[name] as tf.TensorInfo;
