import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TensorRecord } from '@mobilenext/nn';
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
function expected(
  config: SgdConfig,
  w: number,
  gradients: readonly number[],
  { rate, emaDecay }: { readonly rate: number; readonly emaDecay: number },
) {
  let v: number | undefined;
  let ema = w;
  for (const gradient of gradients) {
    const g = gradient + config.decay * w;
    v = v === undefined ? g : config.momentum * v + g;
    w -= rate * (config.nesterov ? g + config.momentum * v : v);
    ema = emaDecay * ema + (1 - emaDecay) * w;
  }
  return { w, v, ema };
}

describe.each(backends)('sgdStep on $backend', ({ use }) => {
  beforeAll(use);

  it('follows its formula for any momentum, decay, average and gradients', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    const cases = fc.record({
      momentum: fc.double({ min: 0, max: 0.99, noNaN: true }),
      decay: fc.double({ min: 0, max: 0.5, noNaN: true }),
      nesterov: fc.boolean(),
      start: number,
      gradients: fc.array(number, { minLength: 1, maxLength: 4 }),
      rate: fc.double({ min: 0, max: 0.5, noNaN: true }),
      emaDecay: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ momentum, decay, nesterov, start, gradients, ...shares }) => {
        const config = { ...SGD, momentum, decay, nesterov };
        const { w, v, ema } = tf.tidy(() => {
          const parameters = record(start, 0);
          let state: SgdState = { parameters, velocity: {}, ema: parameters };
          for (const gradient of gradients) {
            state = sgdStep(state, record(gradient, 0), { config, decays, ...shares });
          }
          const average = state.ema as TensorRecord;
          return {
            w: scalar(state.parameters.w),
            v: scalar(state.velocity.w),
            ema: scalar(average.w),
          };
        });
        const wanted = expected(config, start, gradients, shares);
        expect(w).toBeCloseTo(wanted.w, 4);
        expect(v).toBeCloseTo(wanted.v as number, 4);
        expect(ema).toBeCloseTo(wanted.ema, 4);
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

  it('leaves the old state whole and makes two tensors a parameter, three with an average', () => {
    const state: SgdState = { parameters: record(1, 2), velocity: record(3, 4) };
    const gradients = record(5, 6);
    const step = { config: SGD, rate: 0.1, decays, emaDecay: 0.5 };
    const before = tf.memory().numTensors;
    expect(sgdStep(state, gradients, step).ema).toBeUndefined();
    expect(tf.memory().numTensors - before).toBe(4);
    sgdStep({ ...state, ema: state.parameters }, gradients, step);
    expect(tf.memory().numTensors - before).toBe(10);
    expect(scalar(state.parameters.w)).toBe(1);
    expect(scalar(state.velocity.b)).toBe(4);
    expect(scalar(gradients.b)).toBe(6);
  });
});
