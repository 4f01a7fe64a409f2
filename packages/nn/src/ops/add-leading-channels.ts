import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/** Adds the first `channels` channels of `identity` to the same channels of x; both [N,H,W,·]. */
export function addLeadingChannels(
  x: tf.Tensor4D,
  identity: tf.Tensor4D,
  channels: number,
): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x, identity], () => ({
    value: tf.add(x, leading(identity, channels, x.shape[3])),
    gradients: (dy) => [tf.clone(dy), leading(dy, channels, identity.shape[3])],
  }));
}

/** The first `channels` channels, followed by zeros up to `width`. */
function leading(x: tf.Tensor4D, channels: number, width: number): tf.Tensor4D {
  if (x.shape[3] === channels && channels === width) return tf.clone(x);
  const head = tf.slice(x, [0, 0, 0, 0], [-1, -1, -1, channels]);
  const none: [number, number] = [0, 0];
  return tf.pad(head, [none, none, none, [0, width - channels]]);
}
