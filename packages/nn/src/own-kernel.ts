import * as tf from '@tensorflow/tfjs-core';

/** Whether the current backend brings a kernel of ours under this name. */
export const hasOwnKernel = (kernelName: string): boolean =>
  tf.getKernel(kernelName, tf.getBackend()) !== undefined;
