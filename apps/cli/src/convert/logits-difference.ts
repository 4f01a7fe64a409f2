import { arraysFromTensors, type TensorMap } from '@mobilenext/converter';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { disposeState, foldedState } from '@mobilenext/nn';
import { useBackend } from '../network/use-backend.js';
import { runNhwc } from '../network/run-nhwc.js';

/** Large enough to reach every layer with more than one pixel, small enough to take no time. */
const SIDE = 64;

/**
 * Largest absolute difference of the logits that two sets of tensors give for one picture, and the
 * largest absolute logit of the first, by which to judge it.
 */
export async function compareLogits(
  network: MobileNeXt,
  before: TensorMap,
  after: TensorMap,
): Promise<{ readonly logitsDifference: number; readonly largestLogit: number }> {
  await useBackend('wasm').catch(() => useBackend('reference'));
  const left = await logitsOf(network, before);
  const right = await logitsOf(network, after);
  return {
    logitsDifference: largest(left.map((logit, i) => logit - right[i])),
    largestLogit: largest(left),
  };
}

const largest = (values: Float32Array): number =>
  values.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);

async function logitsOf(network: MobileNeXt, tensors: TensorMap): Promise<Float32Array> {
  const state = foldedState(network, arraysFromTensors(network, tensors));
  const values = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => Math.sin(i * i));
  try {
    return await runNhwc(network, state, { values, shape: [1, SIDE, SIDE, 3] });
  } finally {
    disposeState(state);
  }
}
