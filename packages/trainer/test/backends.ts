import { setFlagsFromString } from 'node:v8';
import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';

// tfjs advertises its native package on first use unless it believes to be in production.
tf.env().set('PROD', true);

const useReference = async (): Promise<void> => {
  await tf.setBackend('cpu');
};

export const usePlainWasm = (): Promise<void> => useWasm({ instructionSet: 'simd' });

/** Node 20 knows relaxed SIMD, but has to be asked. */
export const useRelaxedWasm = (): Promise<void> => {
  if (process.versions.node.startsWith('20.')) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  return useWasm({ instructionSet: 'relaxed-simd' });
};

/** Where steps are executed: tfjs operations on the plain CPU backend, our own kernels. */
export const backends = [
  { backend: 'the reference', use: useReference },
  { backend: 'wasm', use: useWasm },
] as const;
