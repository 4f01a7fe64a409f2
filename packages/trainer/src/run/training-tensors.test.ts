import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Batch, Mixing } from '@mobilenext/imagenet';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { applySettings } from '../config/apply-settings.js';
import { recipes } from '../config/recipes.js';
import type { TrainConfig } from '../config/config.js';
import { trainingTensors } from './training-tensors.js';

const batch: Batch = {
  pixels: Uint8Array.from({ length: 4 * 8 * 8 * 3 }, (_, i) => 60 * Math.floor(i / 192)),
  shape: [4, 8, 8, 3],
  labels: Int32Array.of(0, 1, 2, 3),
  indices: Uint32Array.of(0, 1, 2, 3),
};
const start = { epoch: 0, iteration: 0 };
const plain = applySettings(recipes['small-pictures'].config, ['preprocessing.size=8']);
const mixed = (...settings: readonly string[]): TrainConfig =>
  applySettings(plain, ['mixing.kind=timm', 'mixing.mixup=1', ...settings]);

async function tensorsOf(
  config: TrainConfig,
  at = start,
): Promise<{ readonly x: Float32Array; readonly targets: Float32Array }> {
  const { x, targets } = trainingTensors(config, batch, at);
  const values = { x: await x.data<'float32'>(), targets: await targets.data<'float32'>() };
  tf.dispose([x, targets]);
  return values;
}

beforeAll(async () => {
  tf.env().set('PROD', true);
  await useWasm();
});

describe('trainingTensors', () => {
  it.each(['timm', 'paddleclas'] as const)(
    'mixes pictures and targets alike by %s',
    async (kind) => {
      const { x, targets } = await tensorsOf(mixed(`mixing.kind=${kind}`, 'mixing.mixup=1'));
      const { x: pure } = await tensorsOf(plain);
      const smoothing = plain.labelSmoothing;
      for (let row = 0; row < 4; row++) {
        const shares = [0, 1, 2, 3].map(
          (label) => (targets[row * 10 + label] - smoothing / 10) / (1 - smoothing),
        );
        const expected = shares.reduce((sum, share, own) => sum + share * pure[own * 192], 0);
        // Bytes are rounded: half a level of 255, by the deviation.
        expect(Math.abs(x[row * 192] - expected)).toBeLessThan(0.5 / 255 / 0.22 + 1e-5);
        expect(Math.max(...shares)).toBeLessThan(1 - 1e-3);
      }
    },
  );

  it('is a function of seed, epoch and iteration', async () => {
    const first = await tensorsOf(mixed());
    expect(await tensorsOf(mixed())).toEqual(first);
    for (const at of [
      { epoch: 1, iteration: 0 },
      { epoch: 0, iteration: 1 },
    ]) {
      expect((await tensorsOf(mixed(), at)).targets).not.toEqual(first.targets);
    }
    expect((await tensorsOf(mixed('seed=1'))).targets).not.toEqual(first.targets);
  });

  it('ends mixing after its epochs', async () => {
    const config = mixed('mixing.epochs=2');
    const unmixed = await tensorsOf(plain);
    expect(await tensorsOf(config, { epoch: 1, iteration: 0 })).not.toEqual(unmixed);
    expect(await tensorsOf(config, { epoch: 2, iteration: 0 })).toEqual(unmixed);
    const none: Mixing['kind'] | 'none' = 'none';
    expect(await tensorsOf(mixed(`mixing.kind=${none}`))).toEqual(unmixed);
  });

  it('halves the batch where half is asked for', () => {
    const { x, targets } = trainingTensors(mixed('mixing.mode=half'), batch, start);
    expect([x.shape, targets.shape]).toEqual([
      [2, 8, 8, 3],
      [2, 10],
    ]);
    tf.dispose([x, targets]);
  });
});
