import * as tf from '@tensorflow/tfjs-core';

/** What an operation computes, and the gradient of each of its inputs. */
export interface Operation<Y extends tf.Tensor> {
  readonly value: tf.Tensor;
  /** Kept until the backward pass and handed to `gradients`. */
  readonly saved?: readonly tf.Tensor[];
  /** From the output's gradient to one gradient for each input, in their order, no tensor twice. */
  readonly gradients: (dy: Y, saved: readonly tf.Tensor[]) => tf.Tensor[];
}

/**
 * Of which tensor, by its id, a gradient is that one of our operations has made. It stands on the
 * tensor, as a WeakMap of all of them would grow by megabytes until the next collection.
 */
const GRADIENT_OF = Symbol('gradient of');
type Gradient = tf.Tensor & { [GRADIENT_OF]?: number };

/**
 * An operation with gradients of its own: `tf.customGrad` with types. tfjs-core brings no gradients
 * unless all of tfjs is loaded, so that ours are all defined this way.
 *
 * The gradient of a tensor that one of our operations has made and another takes is freed once it
 * was used, as tfjs would keep those of all operations until the last is made.
 */
export function differentiable<Y extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  operation: () => Operation<Y>,
): Y {
  const run = tf.customGrad<Y>((...args) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { value, saved = [], gradients } = operation();
    save([...saved]);
    const gradFunc = (dy: Y, kept: tf.Tensor[]): tf.Tensor[] => {
      const made = gradients(dy, kept);
      made.forEach((gradient: Gradient, i) => {
        gradient[GRADIENT_OF] = inputs[i].id;
      });
      if ((dy as Gradient)[GRADIENT_OF] === output.id) dy.dispose();
      return made;
    };
    return { value: value as Y, gradFunc };
  });
  const output = run(...inputs);
  return output;
}
