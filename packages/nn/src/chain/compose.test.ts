import { beforeAll, describe, expect, it } from '@jest/globals';
import { sgBlock } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { chainTensors } from '../../test/chain-cases.js';
import { normalTensor } from '../../test/tensors.js';
import { NnError } from '../errors.js';
import { applyChain } from './apply-chain.js';

const block = sgBlock({ name: 'block', inChannels: 6, outChannels: 6 });
const inputShape = [2, 5, 4, 6] as const;
const input = (): tf.Tensor4D => normalTensor(inputShape, 1, 'x');

// tfjs-core alone has no gradients; whoever loads all of tfjs has these two.
tf.registerGradient({
  kernelName: 'Multiply',
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, [a, b]) => ({
    a: () => tf.mul(dy as tf.Tensor, b),
    b: () => tf.mul(dy as tf.Tensor, a),
  }),
});
tf.registerGradient({
  kernelName: 'Sum',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => tf.mul(tf.onesLike(x), dy as tf.Tensor) }),
});

describe.each(backends)('a chain among other operations on $backend', ({ use }) => {
  let tensors: Record<string, tf.Tensor>;
  beforeAll(async () => {
    await use();
    const { parameters, buffers } = chainTensors({ chain: block, inputShape, seed: 1 });
    tensors = { ...parameters, ...buffers };
  });

  it('passes gradients through to what is before it', () => {
    tf.tidy(() => {
      const x = input();
      const factor = normalTensor<tf.Tensor4D>(inputShape, 1, 'factor');
      const run = (z: tf.Tensor): tf.Tensor =>
        applyChain(z as tf.Tensor4D, block, tensors, { statistics: 'running' });
      const [dx, dFactor] = tf.grads((a, b) => tf.sum(run(tf.mul(a, b))))([x, factor]);

      // The chain's own gradient, and by the chain rule what multiplying makes of it.
      const product = tf.mul(x, factor);
      const dProduct = tf.grad(run)(product, tf.ones(inputShape.slice()));
      expect(Array.from(dx.dataSync())).toEqual(Array.from(tf.mul(dProduct, factor).dataSync()));
      expect(Array.from(dFactor.dataSync())).toEqual(Array.from(tf.mul(dProduct, x).dataSync()));
    });
  });

  it('gives its input no gradient where none is wanted, and its parameters the same', () => {
    tf.tidy(() => {
      const key = 'block.conv.3.weight';
      const gradient = (inputGradient: boolean): tf.Tensor =>
        tf.grad((filter) =>
          tf.sum(
            applyChain(
              input(),
              block,
              { ...tensors, [key]: filter },
              { statistics: 'batch', inputGradient },
            ),
          ),
        )(tensors[key]);
      expect(gradient(false).dataSync()).toEqual(gradient(true).dataSync());
    });
  });

  it('leaves nothing behind, whether it reports statistics or not', () => {
    const x = input();
    const before = tf.memory().numTensors;
    const reported: string[] = [];
    applyChain(x, block, tensors, { statistics: 'batch' }).dispose();
    applyChain(x, block, tensors, { statistics: 'running' }).dispose();
    applyChain(x, block, tensors, {
      statistics: 'batch',
      onStatistics: ({ normKey, mean, variance, count }) => {
        reported.push(`${normKey} ${count}`);
        tf.dispose([mean, variance]);
      },
    }).dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(reported).toEqual(block.units.map(({ normKey }) => `${normKey} 40`));
    x.dispose();
  });

  it('refuses a map of other channels and a missing tensor', () => {
    const x = tf.zeros<tf.Rank.R4>([1, 2, 2, 5]);
    expect(() => applyChain(x, block, tensors, { statistics: 'running' })).toThrow(
      new NnError('INPUT', 'input has shape [1,2,2,5], needs [N,H,W,6]'),
    );
    const { 'block.conv.1.bias': _, ...rest } = tensors;
    expect(() => applyChain(input(), block, rest, { statistics: 'running' })).toThrow(
      new NnError('STATE', 'block.conv.1.bias is not among the tensors given'),
    );
  });
});
