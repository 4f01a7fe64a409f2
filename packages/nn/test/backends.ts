import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { useWasm } from '../src/wasm/index.js';

/** The two ways to execute a chain: tfjs operations on the plain CPU backend, our own kernels. */
export const backends = [
  { backend: 'reference', use: () => tf.setBackend('cpu') },
  { backend: 'wasm', use: useWasm },
] as const;

// tfjs advertises its native package on first use unless it believes to be in production.
tf.env().set('PROD', true);
