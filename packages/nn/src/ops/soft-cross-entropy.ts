import * as tf from '@tensorflow/tfjs-core';
import { badTargetShape, labelOutOfRange } from '../errors.js';
import { differentiable } from './differentiable.js';

/**
 * Mean over the batch of the cross entropy between soft targets and the logits' softmax; both
 * [N,classes], rows of the targets sum to 1.
 *
 * Differs: PaddlePaddle's CPU softmax cuts logits off 64 below the largest; this one does not.
 *
 * @throws {NnError} `INPUT` if the shapes differ.
 */
export function softCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  if (logits.shape[0] !== targets.shape[0] || logits.shape[1] !== targets.shape[1]) {
    throw badTargetShape(targets.shape, logits.shape);
  }
  return differentiable<tf.Scalar>([logits], () => {
    const shifted = tf.sub(logits, tf.max(logits, 1, true));
    const logSoftmax = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    return {
      value: tf.neg(tf.mean(tf.sum(tf.mul(logSoftmax, targets), 1))),
      saved: [logSoftmax, targets],
      gradients: (dy, [logProbabilities, wanted]) => {
        const difference = tf.sub(tf.exp(logProbabilities), wanted);
        return [tf.mul(tf.div(difference, logits.shape[0]), dy)];
      },
    };
  });
}

/**
 * Targets for labels: `1 - smoothing` on the label plus `smoothing / numClasses` everywhere.
 *
 * @throws {NnError} `INPUT` for a label outside 0..numClasses-1.
 */
export function smoothTargets(
  labels: Int32Array,
  numClasses: number,
  smoothing: number,
): tf.Tensor2D {
  const targets = new Float32Array(labels.length * numClasses).fill(smoothing / numClasses);
  labels.forEach((label, row) => {
    if (label < 0 || label >= numClasses) throw labelOutOfRange(label, numClasses);
    targets[row * numClasses + label] = 1 - smoothing + smoothing / numClasses;
  });
  return tf.tensor2d(targets, [labels.length, numClasses]);
}
