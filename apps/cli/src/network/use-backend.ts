import type { InstructionSet } from '@mobilenext/kernels';
import * as tf from '@tensorflow/tfjs-core';
import { missing, reasonOf } from '../frame/errors.js';
import { allowRelaxedSimd } from './allow-relaxed-simd.js';

/** What can compute: `wasm` is our kernels, `reference` plain TensorFlow.js operations. */
export const BACKENDS = ['wasm', 'reference'] as const;

export type BackendName = (typeof BACKENDS)[number];

/**
 * Makes a backend the current one of TensorFlow.js.
 *
 * @param instructionSet of our kernels; the fastest that the engine has unless given.
 * @throws {CliError} `MISSING` with the way round it.
 */
export async function useBackend(
  name: BackendName,
  instructionSet?: InstructionSet,
): Promise<void> {
  // Its greeting and its hints to install other backends would stand between our lines.
  tf.enableProdMode();
  try {
    await withoutNewHandlers(() => STARTERS[name](instructionSet));
  } catch (error) {
    const mend = name === 'wasm' ? 'try --backend reference' : 'run `npm install` again';
    throw missing(`backend ${name} does not start (${reasonOf(error)}): ${mend}`, error);
  }
}

const STARTERS: Readonly<Record<BackendName, (instructionSet?: InstructionSet) => Promise<void>>> =
  {
    wasm: async (instructionSet) => {
      allowRelaxedSimd();
      const { useWasm } = await import('@mobilenext/nn/wasm');
      await useWasm({ instructionSet });
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
