import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize, smoothTargets, stateFromArrays } from '@mobilenext/nn';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { disposeTrainingState, type TrainingState, trainStep } from './train-step.js';

const network = mobileNeXt({ width: 0.1, numClasses: 10, strides: 'small' });
const options = {
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, decay: 1e-4, decayGroup: 'weights' },
  rate: 0.01,
  decays: () => true,
  statistics: 'pytorch',
  seed: 0,
} as const;

interface Memory {
  readonly tensors: number;
  readonly wasmBytes: number;
  readonly heapBytes: number;
}

/** The collector that `node --expose-gc` shows, without asking for the flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function memory(): Memory {
  collectGarbage();
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  return {
    tensors: tf.memory().numTensors,
    wasmBytes: wasm.HEAPU8.byteLength,
    heapBytes: process.memoryUsage().heapUsed,
  };
}

async function step(state: TrainingState): Promise<TrainingState> {
  const x = tf.randomNormal<tf.Rank.R4>([8, 16, 16, 3], 0, 1, 'float32', state.steps);
  const targets = smoothTargets(
    Int32Array.from({ length: 8 }, (_, i) => i),
    10,
    0.1,
  );
  const next = trainStep(network, state, { x, targets }, options);
  await next.loss.data();
  tf.dispose([x, targets, next.loss]);
  disposeTrainingState(state);
  return next.state;
}

describe('trainStep', () => {
  it('leaves tensors, wasm heap and JavaScript heap as they were over 200 steps', async () => {
    await useWasm();
    const arrays = initialize(network, { seed: 0 });
    let state: TrainingState = {
      network: stateFromArrays(network, arrays),
      velocity: {},
      steps: 0,
    };
    // The first steps allocate the velocity and warm the engine up.
    while (state.steps < 20) state = await step(state);
    const before = memory();
    while (state.steps < 220) state = await step(state);
    const after = memory();
    expect(after.tensors).toBe(before.tensors);
    expect(after.wasmBytes).toBe(before.wasmBytes);
    // A leak of one small object a tensor would show: 200 steps make half a million tensors.
    expect(after.heapBytes - before.heapBytes).toBeLessThan(2 ** 20);
    disposeTrainingState(state);
  });
});
