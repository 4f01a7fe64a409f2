import { beforeAll, describe, expect, it } from '@jest/globals';
import { normalize, type Picture } from '@mobilenext/imagenet';
import { detectionCandidates, mobileNeXt, SMALL_32 } from '@mobilenext/mobilenext';
import { type Arrays, forward, initialize, stateFromArrays } from '@mobilenext/nn';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { detectNetwork } from './detect-network.js';

tf.env().set('PROD', true);

const SIDE = 32;
const SHAPES = { width: 0.1, numClasses: 2 };
const trained = mobileNeXt({ ...SHAPES, strides: 'small', identityMultiplier: 2 });

/** Smooth pictures, redder than blue, of a fixed seed. */
function picturesOf(count: number, seed: number): readonly Picture[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const [light, red, x, y] = [70 + 110 * random(), 10 + 30 * random(), random(), random()];
    const values = Array.from({ length: SIDE * SIDE }, (_, i) => {
      const wave = 50 * Math.sin(x * (i % SIDE)) * Math.cos(y * Math.floor(i / SIDE));
      const noise = 30 * (random() - 0.5);
      return [light + wave + noise + red, light + wave - noise, light - wave / 3 + noise - red];
    }).flat();
    const data = Uint8Array.from(values, (value) => Math.min(255, Math.max(0, value)));
    return { data, width: SIDE, height: SIDE };
  });
}

/** Starting values with the statistics of a hundred pictures, as a training would leave them. */
async function trainedWeights(): Promise<Arrays> {
  const arrays = new Map(initialize(trained, { seed: 3 }));
  const state = stateFromArrays(trained, arrays);
  const pixels = Buffer.concat(picturesOf(100, 1000).map(({ data }) => data));
  const x = tf.tensor4d(normalize(pixels, SMALL_32), [100, SIDE, SIDE, 3]);
  const seen: (readonly [string, tf.Tensor])[] = [];
  forward(trained, state, x, {
    statistics: 'batch',
    onStatistics: ({ normKey, mean, variance }) => {
      seen.push([`${normKey}.running_mean`, mean], [`${normKey}.running_var`, variance]);
    },
  }).dispose();
  for (const [key, tensor] of seen) arrays.set(key, await tensor.data<'float32'>());
  return arrays;
}

describe('detectNetwork', () => {
  let weights: Arrays;
  beforeAll(async () => {
    await useWasm();
    weights = await trainedWeights();
  });

  it('tells everything by a dozen pictures of the known size, and frees what it took', async () => {
    const before = tf.memory().numTensors;
    const candidates = detectionCandidates(SHAPES, { size: SIDE });
    const detection = await detectNetwork(weights, picturesOf(12, 5), candidates);
    expect(tf.memory().numTensors).toBe(before);
    expect(detection.findings.filter(({ clear }) => !clear)).toEqual([]);
    expect(detection).toMatchObject({
      fits: true,
      facts: { strides: 'small', identityMultiplier: 2, preprocessing: SMALL_32 },
    });
  });

  it('does not tell the strides without the size', async () => {
    const { geometries, ...rest } = detectionCandidates(SHAPES, { normalization: 'imagenet' });
    const few = geometries.filter(({ preprocessing }) => preprocessing.size <= 128);
    const candidates = { ...rest, geometries: few };
    const { findings } = await detectNetwork(weights, picturesOf(8, 5), candidates);
    const open = findings.filter(({ clear }) => !clear);
    expect(open).toMatchObject([{ question: 'strides', needs: 'size' }]);
  });
});
