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
 * @param options.threads of the runtime, unless given 1; the others have one
 * @throws {CliError} `MISSING` if the backend does not start.
 */
export async function openEngine(
  name: EngineName,
  network: Network,
  arrays: Arrays,
  { threads = 1 }: { readonly threads?: number } = {},
): Promise<Engine> {
  if (name === 'runtime') return openRuntime(arrays, threads);
  await useBackend(name);
  // Identities and strides are no parameters: one state serves every network of these weights.
  const state = foldedState(network, arrays);
  return {
    run: (each, pictures) => runNhwc(each, state, pictures),
    dispose: () => disposeState(state),
  };
}

async function openRuntime(weights: Arrays, threads: number): Promise<Engine> {
  allowRelaxedSimd();
  const { compile } = await import('@mobilenext/runtime');
  let latest: Model | undefined;
  return {
    run: async (network, { values, shape: [, height, width] }) => {
      const { input } = latest ?? {};
      if (latest?.network !== network || input?.height !== height || input.width !== width) {
        latest?.dispose();
        latest = await compile({ network, weights, input: { height, width }, threads });
      }
      return latest.run(values);
    },
    dispose: () => latest?.dispose(),
  };
}
