import { setFlagsFromString } from 'node:v8';
import * as tf from '@tensorflow/tfjs-core';
import { missing, reasonOf } from '../frame/errors.js';

/** What can compute: `wasm` is our kernels, `reference` plain TensorFlow.js operations. */
export const BACKENDS = ['wasm', 'reference'] as const;

export type BackendName = (typeof BACKENDS)[number];

/**
 * Makes a backend the current one of TensorFlow.js.
 *
 * @throws {CliError} `MISSING` with the way round it.
 */
export async function useBackend(name: BackendName): Promise<void> {
  // Its greeting and its hints to install other backends would stand between our lines.
  tf.enableProdMode();
  try {
    await withoutNewHandlers(STARTERS[name]);
  } catch (error) {
    const mend = name === 'wasm' ? 'try --backend reference' : 'run `npm install` again';
    throw missing(`backend ${name} does not start (${reasonOf(error)}): ${mend}`, error);
  }
}

/** Node 20 has relaxed SIMD, a quarter faster, but has to be asked; later ones just have it. */
export function allowRelaxedSimd(): void {
  if (process.versions.node.startsWith('20.')) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
}

const STARTERS: Readonly<Record<BackendName, () => Promise<void>>> = {
  wasm: async () => {
    allowRelaxedSimd();
    const { useWasm } = await import('@mobilenext/nn/wasm');
    await useWasm();
  },
  reference: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    await tf.ready();
  },
};

const HANDLED = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Runs something and takes away the handlers that it hung on the process: the wasm backend's
 * rethrow every error, which hides the error and turns our exit codes into 7.
 */
async function withoutNewHandlers(start: () => Promise<void>): Promise<void> {
  const before = HANDLED.map((event) => process.rawListeners(event));
  await start();
  HANDLED.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[i].includes(listener)) process.off(event, listener as () => void);
    }
  });
}
