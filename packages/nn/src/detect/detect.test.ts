import { beforeAll, describe, expect, it } from '@jest/globals';
import { chain, type Network, network, sgBlock } from '@mobilenext/core';
import { normalize } from '@mobilenext/pictures';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { forward } from '../forward.js';
import { initialize } from '../initialize.js';
import { disposeRecord, type NetworkState, stateFromArrays, stateToArrays } from '../state.js';
import { inputEvidence } from './input-evidence.js';
import { statisticsDistances } from './statistics-distances.js';

const SIDE = 16;
const shapeOf = (pictures: number) => [pictures, SIDE, SIDE, 3] as const;

/** How a small network may be set; the weights fit all of them. */
const networkOf = ({ identityMultiplier = 1, stride = 1 }): Network =>
  network({
    name: 'small',
    chains: [
      chain({
        name: 'stem',
        units: [
          { convolution: 'dense', inChannels: 3, outChannels: 12, stride, activation: 'relu6' },
        ],
      }),
      ...['a', 'b', 'c'].map((name) =>
        sgBlock({ name, inChannels: 12, outChannels: 12, identityMultiplier }),
      ),
    ],
    numClasses: 2,
  });

/** Smooth pictures, redder than blue, of a fixed seed: [N,SIDE,SIDE,3]. */
function pictures(count: number, seed: number): Uint8Array {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values: number[] = [];
  for (let picture = 0; picture < count; picture++) {
    const [light, red, x, y] = [70 + 110 * random(), 10 + 30 * random(), random(), random()];
    for (let i = 0; i < SIDE * SIDE; i++) {
      const wave = 50 * Math.sin(x * (i % SIDE)) * Math.cos(y * Math.floor(i / SIDE));
      const noise = 30 * (random() - 0.5);
      values.push(light + wave + noise + red, light + wave - noise, light - wave / 3 + noise - red);
    }
  }
  return Uint8Array.from(values, (value) => Math.min(255, Math.max(0, value)));
}

const signed = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], arithmetic: 'torchvision' } as const;
const unit = { mean: [0, 0, 0], std: [1, 1, 1], arithmetic: 'torchvision' } as const;
const inputs = [signed, unit].flatMap((constants) =>
  (['rgb', 'bgr'] as const).map((channelOrder) => ({ ...constants, channelOrder })),
);

/** Starting values with the statistics of a hundred pictures, as a training would leave them. */
function trained(trainedNetwork: Network): NetworkState {
  const state = stateFromArrays(trainedNetwork, initialize(trainedNetwork, { seed: 3 }));
  const buffers: Record<string, tf.Tensor> = {};
  const x = tensorOf(pictures(100, 1000));
  forward(trainedNetwork, state, x, {
    statistics: 'batch',
    onStatistics: ({ normKey, mean, variance }) => {
      buffers[`${normKey}.running_mean`] = mean;
      buffers[`${normKey}.running_var`] = variance;
    },
  }).dispose();
  x.dispose();
  disposeRecord(state.buffers);
  return { ...state, buffers };
}

const tensorOf = (bytes: Uint8Array): tf.Tensor4D =>
  tf.tensor4d(normalize(bytes, signed), [...shapeOf(bytes.length / (SIDE * SIDE * 3))]);

const settings = [1, 2].flatMap((identityMultiplier) =>
  [1, 2].map((stride) => ({ identityMultiplier, stride })),
);

describe.each(backends)('detection on $backend', ({ use }) => {
  beforeAll(async () => void (await use()));

  it.each(settings)('finds $identityMultiplier and $stride by their statistics', async (truth) => {
    const state = trained(networkOf(truth));
    const x = tensorOf(pictures(12, 5));
    const distances = [];
    for (const setting of settings) {
      const [, ...rest] = await statisticsDistances(networkOf(setting).chains, state, x);
      distances.push({ setting, distance: rest.reduce((sum, each) => sum + each, 0) });
    }
    const [best, second] = distances.sort((a, b) => a.distance - b.distance);
    expect(best.setting).toEqual(truth);
    expect(second.distance).toBeGreaterThan(1.25 * best.distance);
    x.dispose();
  });

  it('finds scale and order of the channels by the first unit', async () => {
    const small = networkOf({});
    const state = trained(small);
    const arrays = await stateToArrays(small, state);
    const seen = { pixels: pictures(12, 5), shape: shapeOf(12) };
    const [right, reversed, ...others] = await inputEvidence(
      { network: small, arrays, state },
      seen,
      inputs,
    );
    for (const { distance } of others) expect(distance).toBeGreaterThan(2 * right.distance);
    expect(right.logLikelihood - reversed.logLikelihood).toBeGreaterThan(Math.log(20));
  });

  it('finds that a fresh network fits nothing', async () => {
    const small = networkOf({});
    const state = stateFromArrays(small, initialize(small, { seed: 3 }));
    const x = tf.zeros<tf.Rank.R4>([1, SIDE, SIDE, 3]);
    const distances = await statisticsDistances(small.chains, state, x);
    expect(Math.min(...distances)).toBeGreaterThan(0.3);
    x.dispose();
  });

  it('leaves no tensors behind', async () => {
    const small = networkOf({});
    const state = stateFromArrays(small, initialize(small, { seed: 3 }));
    const x = tf.zeros<tf.Rank.R4>([1, SIDE, SIDE, 3]);
    const before = tf.memory().numTensors;
    await statisticsDistances(small.chains, state, x);
    expect(tf.memory().numTensors).toBe(before);
  });
});
