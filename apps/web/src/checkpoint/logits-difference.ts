import { arraysFromTensors, type TensorMap } from '@mobilenext/converter';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { compile } from '@mobilenext/runtime';

/** Large enough to reach every layer with more than one pixel, small enough to take no time. */
const SIDE = 64;

/** How far the logits of one picture are apart. */
export interface LogitsDifference {
  readonly logitsDifference: number;
  /** The largest absolute logit of the first, by which to judge it. */
  readonly largestLogit: number;
}

/**
 * Runs one picture through a network with either set of tensors.
 *
 * @throws {RuntimeError} `MEMORY`
 */
export async function compareLogits(
  network: MobileNeXt,
  before: TensorMap,
  after: TensorMap,
): Promise<LogitsDifference> {
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
  const weights = arraysFromTensors(network, tensors);
  const model = await compile({ network, weights, input: { height: SIDE, width: SIDE } });
  try {
    return model.run(Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => Math.sin(i * i)));
  } finally {
    model.dispose();
  }
}
