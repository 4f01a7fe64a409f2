import { beforeAll, describe, expect, it } from '@jest/globals';
import { chain, type Chain, sgBlock } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { backends } from '../../test/backends.js';
import {
  anyChainCase,
  type ChainCase,
  chainTensors,
  foldedTensors,
} from '../../test/chain-cases.js';
import { largest } from '../../test/numbers.js';
import { type Results, runChain } from '../../test/run-chain.js';
import { normalTensor } from '../../test/tensors.js';
import { useWasm } from '../wasm/use-wasm.js';
import { applyChain } from './apply-chain.js';
import type { ChainMode } from './chain-mode.js';

/** Float32 against float32, by the largest value: sums of up to 243 products, batch norm behind. */
const AGREEMENT = 1e-4;

/** Nearer to a kink of ReLU6 than this, two float32 programs may take different sides of it. */
const KINK_MARGIN = 2e-5;

/** Batch norm magnifies rounding by its inverse deviation, once for each unit of the chain. */
const LEAST_VARIANCE = 0.05;

describe('the kernels of wasm agree with the reference', () => {
  beforeAll(async () => {
    await useWasm();
  });

  it.each(['batch', 'running'] as const)(
    'with %s statistics: output, gradients, statistics',
    (statistics) =>
      fc.assert(
        fc.asyncProperty(anyChainCase, async (one) => {
          await tf.setBackend('cpu');
          fc.pre(distanceFromKinks(one, statistics) > KINK_MARGIN);
          const want = runChain(one, { statistics });
          fc.pre(leastVariance(want) > LEAST_VARIANCE);
          await tf.setBackend('wasm');
          expectAgreement(runChain(one, { statistics }), want);
        }),
        { numRuns: 60 },
      ),
  );

  it('folded', () =>
    fc.assert(
      fc.asyncProperty(anyChainCase, async (one) => {
        await tf.setBackend('cpu');
        const want = runFolded(one);
        await tf.setBackend('wasm');
        expectAgreement(runFolded(one), want);
      }),
      { numRuns: 60 },
    ));
});

function runFolded(one: ChainCase): Results {
  return tf.tidy(() => {
    const x = normalTensor<tf.Tensor4D>(one.inputShape, one.seed, 'x');
    const output = applyChain(x, one.chain, foldedTensors(one), { statistics: 'running' });
    return { output: output.dataSync<'float32'>().slice() };
  });
}

function expectAgreement(got: Results, want: Results): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(want).sort());
  const gradients = Object.keys(want).filter((name) => name.startsWith('gradient'));
  const steepest = Math.max(...gradients.map((name) => largest(want[name])));
  for (const [name, values] of Object.entries(want)) {
    const scale = name.startsWith('gradient') ? steepest : Math.max(1, largest(values));
    const error = largest(values.map((value, i) => value - got[name][i]));
    expect({ name, agrees: error <= AGREEMENT * scale, error }).toMatchObject({ agrees: true });
  }
}

/** Over all channels of all units; running statistics are not reported, and are wide by nature. */
const leastVariance = (results: Results): number =>
  Object.entries(results)
    .filter(([name]) => name.startsWith('variance'))
    .reduce((least, [, values]) => Math.min(least, ...values), 1);

/** Of all values that reach a ReLU6, the distance of the nearest from 0 or 6. */
function distanceFromKinks(one: ChainCase, statistics: ChainMode['statistics']): number {
  const { units } = one.chain;
  const nearest = units.flatMap(({ activation }, i) => {
    if (activation === 'none') return [];
    const before = chain({
      name: 'any',
      units: [...units.slice(0, i), { ...units[i], activation: 'none' }],
    });
    const { output } = runChain({ ...one, chain: before }, { statistics });
    return [...output].map((z) => Math.min(Math.abs(z), Math.abs(z - 6)));
  });
  return nearest.reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
}

describe.each(backends)('gradients of a chain on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  const unit = (convolution: 'dense' | 'pointwise' | 'depthwise', stride = 1): Chain =>
    chain({
      name: `${convolution}, stride ${stride}`,
      units: [{ convolution, stride, inChannels: 6, outChannels: 6, activation: 'relu6' }],
    });
  const chains = [
    unit('dense'),
    unit('dense', 2),
    unit('pointwise'),
    unit('depthwise'),
    unit('depthwise', 2),
    sgBlock({ name: 'first', inChannels: 6, outChannels: 8, stride: 2, reduction: 2 }),
    sgBlock({ name: 'reduce-expand-s1', inChannels: 12, outChannels: 8 }),
    sgBlock({ name: 'reduce-expand-s2', inChannels: 12, outChannels: 8, stride: 2 }),
    sgBlock({ name: 'full', inChannels: 6, outChannels: 6, identityMultiplier: 2 }),
  ];
  const cases = chains.flatMap((one) =>
    (['batch', 'running'] as const).map((statistics) => ({ name: one.name, one, statistics })),
  );

  it.each(cases)('$name, $statistics: equal finite differences', ({ one, statistics }) => {
    expectFiniteDifferences(one, statistics);
  });
});

/**
 * Central differences of float32 outputs, by the size of the largest: rounding leaves
 * 1e-7 / STEP of it, the curvature of batch norm STEP squared.
 */
const STEP = 1e-2;
const DIFFERENCE = 2e-3;

/** For each tensor, the slope in some direction against the gradient's part in that direction. */
function expectFiniteDifferences(one: Chain, statistics: ChainMode['statistics']): void {
  const seed = 5;
  const inputShape = [2, 5, 4, one.inChannels] as const;
  tf.tidy(() => {
    const { parameters, buffers } = chainTensors({ chain: one, inputShape, seed });
    const inputs: Record<string, tf.Tensor> = {
      x: normalTensor(inputShape, seed, 'x'),
      ...parameters,
      ...awayFromKinks(one),
    };
    const names = Object.keys(inputs);
    const output = (tensors: Readonly<Record<string, tf.Tensor>>): tf.Tensor =>
      applyChain(tensors.x as tf.Tensor4D, one, { ...buffers, ...tensors }, { statistics });
    const dOutput = normalTensor(output(inputs).shape, seed, 'dOutput');
    const { grads } = tf.valueAndGrads((...tensors) =>
      output(Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]))),
    )(Object.values(inputs), dOutput);

    names.forEach((name, i) => {
      const direction = normalTensor(inputs[name].shape, seed, `direction of ${name}`);
      const along = (by: number): Float32Array =>
        output({
          ...inputs,
          [name]: tf.add(inputs[name], tf.mul(direction, by)),
        }).dataSync<'float32'>();
      const ahead = along(STEP);
      const behind = along(-STEP);
      const slope =
        dot(
          dOutput.dataSync(),
          ahead.map((value, k) => value - behind[k]),
        ) /
        (2 * STEP);
      const expected = dot(grads[i].dataSync(), direction.dataSync());
      const scale = norm(grads[i].dataSync()) * norm(direction.dataSync()) + 1;
      expect({ name, error: Math.abs(slope - expected) / scale }).toEqual({
        name,
        error: expect.closeTo(0, -Math.log10(2 * DIFFERENCE)),
      });
    });
  });
}

/** Batch norm parameters with which every channel stays below 0, between 0 and 6 or above 6. */
function awayFromKinks(one: Chain): Record<string, tf.Tensor> {
  const place = [3, 3, 9, 3, -3];
  return Object.fromEntries(
    one.units.flatMap(({ normKey, outChannels }) => [
      [`${normKey}.weight`, tf.fill([outChannels], 0.3)],
      [
        `${normKey}.bias`,
        tf.tensor1d(Array.from({ length: outChannels }, (_, c) => place[c % place.length])),
      ],
    ]),
  );
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));
