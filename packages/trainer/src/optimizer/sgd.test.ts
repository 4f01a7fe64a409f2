import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { backends } from '../../test/backends.js';
import { type SgdConfig, type SgdState, sgdStep } from './sgd.js';

const SGD: SgdConfig = {
  kind: 'sgd',
  momentum: 0.9,
  nesterov: true,
  decay: 0.1,
  decayGroup: 'weights',
};
const record = (w: number, b: number) => ({ w: tf.tensor1d([w]), b: tf.tensor1d([b]) });
const scalar = (tensor: tf.Tensor): number => tensor.dataSync()[0];
const decays = (key: string): boolean => key === 'w';

/** The same in plain float64 arithmetic. */
function expected(config: SgdConfig, w: number, gradients: readonly number[], rate: number) {
  let v: number | undefined;
  for (const gradient of gradients) {
    const g = gradient + config.decay * w;
    v = v === undefined ? g : config.momentum * v + g;
    w -= rate * (config.nesterov ? g + config.momentum * v : v);
  }
  return { w, v };
}

describe.each(backends)('sgdStep on $backend', ({ use }) => {
  beforeAll(use);

  it('follows its formula for any momentum, decay and gradients', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    const cases = fc.record({
      momentum: fc.double({ min: 0, max: 0.99, noNaN: true }),
      decay: fc.double({ min: 0, max: 0.5, noNaN: true }),
      nesterov: fc.boolean(),
      start: number,
      gradients: fc.array(number, { minLength: 1, maxLength: 4 }),
      rate: fc.double({ min: 0, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ momentum, decay, nesterov, start, gradients, rate }) => {
        const config = { ...SGD, momentum, decay, nesterov };
        const { w, v } = tf.tidy(() => {
          let state: SgdState = { parameters: record(start, 0), velocity: {} };
          for (const gradient of gradients) {
            state = sgdStep(state, record(gradient, 0), { config, rate, decays });
          }
          return { w: scalar(state.parameters.w), v: scalar(state.velocity.w) };
        });
        const wanted = expected(config, start, gradients, rate);
        expect(w).toBeCloseTo(wanted.w, 4);
        expect(v).toBeCloseTo(wanted.v as number, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('decays only what it is told to', () => {
    const step = sgdStep({ parameters: record(1, 1), velocity: {} }, record(0, 0), {
      config: { ...SGD, nesterov: false },
      rate: 1,
      decays,
    });
    expect(scalar(step.parameters.w)).toBeCloseTo(0.9, 6);
    expect(scalar(step.parameters.b)).toBe(1);
  });

  it('leaves the old state whole and makes two tensors a parameter', () => {
    const state: SgdState = { parameters: record(1, 2), velocity: record(3, 4) };
    const gradients = record(5, 6);
    const before = tf.memory().numTensors;
    sgdStep(state, gradients, { config: SGD, rate: 0.1, decays });
    expect(tf.memory().numTensors - before).toBe(4);
    expect(scalar(state.parameters.w)).toBe(1);
    expect(scalar(state.velocity.b)).toBe(4);
    expect(scalar(gradients.b)).toBe(6);
  });
});
