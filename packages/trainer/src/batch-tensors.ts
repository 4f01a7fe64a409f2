import { type Batch, normalize, type Preprocessing } from '@mobilenext/imagenet';
import * as tf from '@tensorflow/tfjs-core';

/** A batch's pictures on the current backend, normalised [N,H,W,3]. */
export function pictureTensor(
  batch: Pick<Batch, 'pixels' | 'shape'>,
  preprocessing: Preprocessing,
): tf.Tensor4D {
  return tf.tensor4d(normalize(batch.pixels, preprocessing), [...batch.shape]);
}
