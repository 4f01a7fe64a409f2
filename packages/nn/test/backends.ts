import { setFlagsFromString } from 'node:v8';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { useWasm } from '../src/wasm/index.js';

const useReference = (): Promise<boolean> => tf.setBackend('cpu');

const usePlainWasm = (): Promise<void> => useWasm({ instructionSet: 'simd' });

/** Later versions of Node have relaxed SIMD; 20 has it too, but has to be asked. */
function useRelaxedWasm(): Promise<void> {
  if (process.versions.node.startsWith('20.')) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  return useWasm({ instructionSet: 'relaxed-simd' });
}

/** The ways to execute a chain: tfjs operations on the plain CPU backend, either build of our kernels. */
export const backends = [
  { backend: 'reference', use: useReference },
  { backend: 'wasm', use: usePlainWasm },
  { backend: 'wasm with relaxed SIMD', use: useRelaxedWasm },
] as const;

// tfjs advertises its native package on first use unless it believes to be in production.
tf.env().set('PROD', true);
