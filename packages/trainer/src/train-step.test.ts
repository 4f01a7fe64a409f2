import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize, type Recompute, smoothTargets, stateFromArrays } from '@mobilenext/nn';
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

/** Blocks that `malloc` was asked for, and how many it gives before it answers as at memory's end. */
const blocks = { asked: 0, limit: Number.POSITIVE_INFINITY };

beforeAll(async () => {
  // Before our kernels take `malloc` over.
  await tf.setBackend('wasm');
  await tf.ready();
  const { wasm } = tf.backend() as unknown as { wasm: { asm: Record<string, unknown> } };
  const malloc = wasm.asm.malloc as (bytes: number) => number;
  wasm.asm = {
    ...wasm.asm,
    malloc: (bytes: number) => (blocks.asked++ < blocks.limit ? malloc(bytes) : 0),
  };
  await useWasm();
});

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

/** Bytes that three steps of 64 pictures leave the wasm heap with; it never shrinks. */
function heapAfterSteps(recompute: Recompute): number {
  const x = tf.randomNormal<tf.Rank.R4>([64, 32, 32, 3], 0, 1, 'float32', 1);
  const labels = Int32Array.from({ length: 64 }, (_, i) => i % 10);
  const batch = { x, targets: smoothTargets(labels, 10, 0.1) };
  let state: TrainingState = {
    network: stateFromArrays(network, initialize(network, { seed: 0 })),
    velocity: {},
    steps: 0,
  };
  while (state.steps < 3) {
    const next = trainStep(network, state, batch, { ...options, recompute });
    next.loss.dispose();
    disposeTrainingState(state);
    state = next.state;
  }
  disposeTrainingState(state);
  tf.dispose([batch.x, batch.targets]);
  return memory().wasmBytes;
}

describe('trainStep', () => {
  it('leaves tensors, wasm heap and JavaScript heap as they were over 200 steps', async () => {
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

  it('leaves the tensors that were there when memory ends, wherever it does', () => {
    const x = tf.randomNormal<tf.Rank.R4>([2, 8, 8, 3], 0, 1, 'float32', 1);
    const batch = { x, targets: smoothTargets(Int32Array.of(0, 1), 10, 0.1) };
    const state: TrainingState = {
      network: stateFromArrays(network, initialize(network, { seed: 0 })),
      velocity: {},
      steps: 0,
    };
    const { numTensors } = tf.memory();
    const stepWithin = (limit: number): void => {
      Object.assign(blocks, { asked: 0, limit });
      try {
        const next = trainStep(network, state, batch, { ...options, emaDecay: 0.5 });
        next.loss.dispose();
        disposeTrainingState(next.state);
      } finally {
        blocks.limit = Number.POSITIVE_INFINITY;
      }
    };
    stepWithin(Number.POSITIVE_INFINITY);
    const needed = blocks.asked;
    const throughout = Array.from({ length: 40 }, (_, i) => Math.floor((needed * i) / 40));
    // Running statistics and averages come last.
    const last = Array.from({ length: 40 }, (_, i) => needed - 1 - 20 * i);
    for (const limit of [...throughout, ...last]) {
      expect(() => stepWithin(limit)).toThrow(expect.objectContaining({ code: 'MEMORY' }));
      expect(tf.memory().numTensors).toBe(numTensors);
    }
    stepWithin(needed);
    expect(tf.memory().numTensors).toBe(numTensors);
    disposeTrainingState(state);
    tf.dispose([batch.x, batch.targets]);
  });

  it('needs less than half the memory where maps are made anew', () => {
    const anew = heapAfterSteps('chains');
    const kept = heapAfterSteps('none');
    expect(anew).toBeLessThan(kept / 2);
    // Measured 119.6 MiB: a tensor of a map's size that lives longer than it must shows here.
    expect(kept).toBeLessThan(120 * 2 ** 20);
  });
});
