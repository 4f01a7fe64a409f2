import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { fixtures } from '../../test/golden.js';
import { largest } from '../../test/numbers.js';
import { NnError } from '../errors.js';
import { smoothTargets, softCrossEntropy } from './soft-cross-entropy.js';

interface Losses {
  readonly logits: number[][];
  readonly labels: number[];
  readonly label_smoothing: (Expected & { readonly smoothing: number })[];
  readonly soft_target: Expected & { readonly targets: number[][] };
}

interface Expected {
  readonly mean: number;
  readonly gradient_of_mean: number[][];
}

const losses = fixtures.readJson<Losses>('training/losses.json');
const labels = Int32Array.from(losses.labels);
const cases = [
  ...losses.label_smoothing.map((expected) => ({
    name: `smoothing ${expected.smoothing}`,
    targets: () => smoothTargets(labels, 5, expected.smoothing),
    expected,
  })),
  {
    name: 'soft targets',
    targets: () => tf.tensor2d(losses.soft_target.targets),
    expected: losses.soft_target,
  },
];

/** Float32 rounds logits of 1000, and what is summed of them, to 6e-8 of their size. */
const RELATIVE = 2e-7;

describe.each(backends)('softCrossEntropy on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it.each(cases)('with $name gives the original loss and gradient', ({ targets, expected }) => {
    tf.tidy(() => {
      const wanted = targets();
      const { value, grad } = tf.valueAndGrad((logits: tf.Tensor) =>
        softCrossEntropy(logits as tf.Tensor2D, wanted),
      )(tf.tensor2d(losses.logits));
      const [loss] = value.dataSync();
      expect(Math.abs(loss - expected.mean)).toBeLessThan(RELATIVE * expected.mean);
      const got = grad.dataSync();
      const errors = expected.gradient_of_mean.flat().map((want, i) => want - got[i]);
      expect(largest(errors)).toBeLessThan(RELATIVE);
    });
  });

  it('scales its gradient by what follows', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([[0, 0]]);
      const targets = tf.tensor2d([[1, 0]]);
      const gradient = tf.grad((z: tf.Tensor) => softCrossEntropy(z as tf.Tensor2D, targets));
      expect([...gradient(logits, tf.scalar(4)).dataSync()]).toEqual([-2, 2]);
    });
  });

  it('refuses targets of another shape', () => {
    tf.tidy(() => {
      const run = () => softCrossEntropy(tf.zeros([2, 3]), tf.zeros([2, 4]));
      expect(run).toThrow(new NnError('INPUT', 'targets have shape [2,4], logits [2,3]'));
    });
  });
});

describe('smoothTargets', () => {
  it('spreads a share over all classes', () => {
    const targets = smoothTargets(Int32Array.of(2, 0), 4, 0.2);
    const rows = [0.05, 0.05, 0.85, 0.05, 0.85, 0.05, 0.05, 0.05];
    expect([...targets.dataSync()]).toEqual([...Float32Array.from(rows)]);
    targets.dispose();
  });

  it.each([-1, 5])('refuses label %i of 5 classes', (label) => {
    expect(() => smoothTargets(Int32Array.of(label), 5, 0)).toThrow(
      new NnError('INPUT', `label ${label} is outside 0..4`),
    );
  });
});
