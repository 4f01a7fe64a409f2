import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import '../../test/backends.js';
import { differentiable } from './differentiable.js';

/** x times a factor; `seen` is handed the output's gradient after it was used. */
const times = (factor: number, seen: (dy: tf.Tensor) => void = () => undefined) =>
  function scaled(x: tf.Tensor): tf.Tensor {
    return differentiable([x], () => ({
      value: tf.mul(x, factor),
      gradients: (dy) => {
        seen(dy);
        return [tf.mul(dy, factor)];
      },
    }));
  };

describe('differentiable', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('frees a gradient that went from one operation to another, and no other', () => {
    const given = tf.scalar(1);
    const seen: tf.Tensor[] = [];
    const watch = (dy: tf.Tensor) => seen.push(dy);
    const stillThere: boolean[][] = [];
    const three = [
      times(2, () => stillThere.push(seen.map((dy) => !dy.isDisposed))),
      times(3, watch),
      times(5, watch),
    ];
    const gradient = tf.grad((x) => three.reduce((y, one) => one(y), x))(tf.scalar(1), given);
    expect(gradient.dataSync()[0]).toBe(30);
    // Last operation first: the caller's own gradient stays, the one between the two is gone.
    expect(stillThere).toEqual([[true, false]]);
    expect(given.isDisposed).toBe(false);
  });

  it('adds the gradients of a tensor that two operations take', () => {
    const both = (x: tf.Tensor): tf.Tensor => {
      const y = times(2)(x);
      return differentiable([times(3)(y), times(5)(y)], () => ({
        value: tf.scalar(0),
        gradients: (dy) => [tf.clone(dy), tf.clone(dy)],
      }));
    };
    expect(tf.grad(both)(tf.scalar(1)).dataSync()[0]).toBe(16);
  });

  it('leaves a gradient alone that a caller hands on by himself', () => {
    const first = tf.grad(times(2))(tf.scalar(1));
    const second = tf.grad(times(3))(tf.scalar(1), first);
    expect(second.dataSync()[0]).toBe(6);
    expect(first.isDisposed).toBe(false);
  });
});
