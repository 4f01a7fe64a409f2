import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../test/backends.js';
import { small } from '../test/small-network.js';
import { normalTensor } from '../test/tensors.js';
import { NnError } from './errors.js';
import { forward } from './forward.js';
import { initialize } from './initialize.js';
import { lossAndGradients } from './loss-and-gradients.js';
import { smoothTargets } from './ops/soft-cross-entropy.js';
import { disposeStatistics } from './running-statistics.js';
import { disposeRecord, disposeState, stateFromArrays } from './state.js';

describe.each(backends)('lossAndGradients on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  const batch = () => ({
    x: normalTensor<tf.Tensor4D>([4, 11, 9, 1], 1, 'x'),
    targets: smoothTargets(Int32Array.of(0, 1, 2, 1), 3, 0.1),
  });

  it('gives loss, logits, all gradients and statistics, and nothing else', () => {
    const before = tf.memory().numTensors;
    const state = stateFromArrays(small, initialize(small, { seed: 1 }));
    const given = batch();
    const result = lossAndGradients(small, state, given);

    expect(result.loss.shape).toEqual([]);
    expect(result.logits.shape).toEqual([4, 3]);
    for (const [key, parameter] of Object.entries(state.parameters)) {
      expect(result.gradients[key].shape).toEqual(parameter.shape);
    }
    const units = small.chains.flatMap((chain) => chain.units);
    expect(result.statistics.map(({ normKey }) => normKey)).toEqual(
      units.map(({ normKey }) => normKey),
    );

    tf.dispose([given.x, given.targets, result.loss, result.logits]);
    disposeRecord(result.gradients);
    disposeStatistics(result.statistics);
    disposeState(state);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lowers the loss along the negative gradient, as much as its norm says', () => {
    tf.tidy(() => {
      const state = stateFromArrays(small, initialize(small, { seed: 1 }));
      const { loss, gradients } = lossAndGradients(small, state, batch());
      const squares = Object.values(gradients).map((g) => tf.sum(tf.mul(g, g)).dataSync()[0]);
      const squaredNorm = squares.reduce((a, b) => a + b, 0);
      const rate = 1e-3 / squaredNorm;
      const parameters = Object.fromEntries(
        Object.entries(state.parameters).map(([key, parameter]) => [
          key,
          tf.sub(parameter, tf.mul(gradients[key], rate)),
        ]),
      );
      const after = lossAndGradients(small, { ...state, parameters }, batch());
      const fall = loss.dataSync()[0] - after.loss.dataSync()[0];
      expect(fall / 1e-3).toBeCloseTo(1, 1);
    });
  });

  it('drops features by seed and step', () => {
    tf.tidy(() => {
      const state = stateFromArrays(small, initialize(small, { seed: 1 }));
      const lossOf = (step?: number): number =>
        lossAndGradients(small, state, batch(), {
          dropout: step === undefined ? undefined : { seed: 1, step },
        }).loss.dataSync()[0];
      expect(lossOf(1)).toBe(lossOf(1));
      expect(lossOf(1)).not.toBe(lossOf(2));
      expect(lossOf(1)).not.toBe(lossOf());
    });
  });

  it('leaves nothing behind where it throws', () => {
    const state = stateFromArrays(small, initialize(small, { seed: 1 }));
    const given = batch();
    const misfit = smoothTargets(Int32Array.of(0), 3, 0);
    const { 'blocks.1.conv.9.bias': gone, ...parameters } = state.parameters;
    const before = tf.memory().numTensors;
    expect(() => lossAndGradients(small, state, { ...given, targets: misfit })).toThrow(
      new NnError('INPUT', 'targets have shape [1,3], logits [4,3]'),
    );
    expect(() => lossAndGradients(small, { ...state, parameters }, given)).toThrow(
      new NnError('STATE', 'blocks.1.conv.9.bias is not among the tensors given'),
    );
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([gone, given.x, given.targets, misfit, parameters]);
    disposeRecord(state.buffers);
  });

  it('forward names a classifier that is not there', () => {
    const x = normalTensor<tf.Tensor4D>([1, 4, 4, 1], 1, 'x');
    expect(() => forward(small, { parameters: {}, buffers: {} }, x)).toThrow(
      new NnError('STATE', 'classifier.weight or classifier.bias is not among the tensors given'),
    );
    x.dispose();
  });
});
