import { type Arrays, disposeState, foldedState } from '@mobilenext/nn';
import type { Network } from '@mobilenext/core';
import type { Model } from '@mobilenext/runtime';
import { type PicturesNhwc, runNhwc } from './run-nhwc.js';
import { allowRelaxedSimd } from './allow-relaxed-simd.js';
import { type BackendName, useBackend } from './use-backend.js';

/** What can predict: the runtime, or a backend that could train as well. */
export type EngineName = 'runtime' | BackendName;

/** Runs pictures through networks that share their weights. */
export interface Engine {
  /** Logits [N,classes], row-major. */
  run(network: Network, pictures: PicturesNhwc): Promise<Float32Array>;
  dispose(): void;
}

/**
 * @throws {CliError} `MISSING` if the backend does not start.
 */
export async function openEngine(
  name: EngineName,
  network: Network,
  arrays: Arrays,
): Promise<Engine> {
  if (name === 'runtime') return openRuntime(arrays);
  await useBackend(name);
  // Identities and strides are no parameters: one state serves every network of these weights.
  const state = foldedState(network, arrays);
  return {
    run: (each, pictures) => runNhwc(each, state, pictures),
    dispose: () => disposeState(state),
  };
}

async function openRuntime(weights: Arrays): Promise<Engine> {
  allowRelaxedSimd();
  const { compile } = await import('@mobilenext/runtime');
  let latest: Model | undefined;
  return {
    run: async (network, { values, shape: [, height, width] }) => {
      const { input } = latest ?? {};
      if (latest?.network !== network || input?.height !== height || input.width !== width) {
        latest?.dispose();
        latest = await compile({ network, weights, input: { height, width } });
      }
      return latest.run(values);
    },
    dispose: () => latest?.dispose(),
  };
}
