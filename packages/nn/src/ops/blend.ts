import * as tf from '@tensorflow/tfjs-core';
import { nameByUnit } from '../chain/chain-kernel.js';
import { hasOwnKernel } from '../own-kernel.js';

/**
 * A backend's own kernel for {@link blend}: tensors `old.<i>` and `seen.<i>`, attributes
 * {@link BlendAttributes} -> all blends.
 */
export const BLEND = 'Blend';

export interface BlendAttributes {
  readonly kept: readonly number[];
  readonly share: readonly number[];
}

/** A moving average, `kept * old + share * seen`. */
export interface Blended {
  readonly old: tf.Tensor;
  /** In the shape of old. */
  readonly seen: tf.Tensor;
  readonly kept: number;
  readonly share: number;
}

/**
 * Moving averages of many tensors (running statistics, averaged parameters), in one call where the
 * backend brings a kernel. The results are new tensors, without a gradient.
 */
export function blend(tensors: readonly Blended[]): tf.Tensor[] {
  if (!hasOwnKernel(BLEND)) return tensors.map(average);
  const inputs = nameByUnit({
    old: tensors.map(({ old }) => old),
    seen: tensors.map(({ seen }) => seen),
  });
  const attributes: BlendAttributes = {
    kept: tensors.map(({ kept }) => kept),
    share: tensors.map(({ share }) => share),
  };
  return tf.engine().runKernel(BLEND, inputs, attributes as unknown as tf.NamedAttrMap);
}

const average = ({ old, seen, kept, share }: Blended): tf.Tensor =>
  tf.tidy(() => tf.add(tf.mul(old, kept), tf.mul(seen, share)));
