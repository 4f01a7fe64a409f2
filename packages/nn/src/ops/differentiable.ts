import * as tf from '@tensorflow/tfjs-core';

/** What an operation computes, and the gradient of each of its inputs. */
export interface Operation<Y extends tf.Tensor> {
  readonly value: tf.Tensor;
  /** Kept until the backward pass and handed to `gradients`. */
  readonly saved?: readonly tf.Tensor[];
  /** From the output's gradient to one gradient for each input, in their order. */
  readonly gradients: (dy: Y, saved: readonly tf.Tensor[]) => tf.Tensor[];
}

/**
 * An operation with gradients of its own: `tf.customGrad` with types. tfjs-core brings no gradients
 * unless all of tfjs is loaded, so that ours are all defined this way.
 */
export function differentiable<Y extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  operation: () => Operation<Y>,
): Y {
  const run = tf.customGrad<Y>((...args) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { value, saved = [], gradients } = operation();
    save([...saved]);
    return { value: value as Y, gradFunc: gradients };
  });
  return run(...inputs);
}
