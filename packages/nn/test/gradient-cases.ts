import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import {
  disposeRecord,
  disposeState,
  disposeStatistics,
  type LossAndGradients,
  lossAndGradients,
  type NetworkState,
  recordToArrays,
  smoothTargets,
  stateFromArrays,
  updateRunningStatistics,
} from '../src/index.js';
import { backends } from './backends.js';
import {
  type Golden,
  type GoldenCase,
  type GoldenTensors,
  networkOf,
  toArrays,
  toNhwc,
} from './golden.js';
import { largest, sumOfSquares } from './numbers.js';

interface GradientCase extends GoldenCase {
  readonly labels: readonly number[];
  readonly loss64: number;
  readonly zero_by_mathematics: readonly string[];
  readonly gradient_file: string;
}

/** L2 over all parameters; a tensor's error by its largest value; the loss; tensors of zeros. */
interface Bounds {
  readonly l2: number;
  readonly perTensor: number;
  readonly loss: number;
  readonly zero: number;
}

/**
 * Honest bounds of float32 as the folder's README gives them. The large random networks and one
 * tiny case have inputs so close to a kink of ReLU6 that float32 may take its other side.
 */
const BOUNDS: Record<string, Bounds> = {
  'tiny.64': { l2: 1e-5, perTensor: 2e-4, loss: 1e-6, zero: 1e-5 },
  'tiny.small.32': { l2: 1e-5, perTensor: 2e-4, loss: 1e-6, zero: 1e-5 },
  'tiny.64.d2': { l2: 2e-2, perTensor: Number.POSITIVE_INFINITY, loss: 1e-6, zero: 1e-5 },
  'w035.224': { l2: 1e-1, perTensor: Number.POSITIVE_INFINITY, loss: 2e-4, zero: 1e-3 },
  'w100.96': { l2: 1e-1, perTensor: Number.POSITIVE_INFINITY, loss: 2e-4, zero: 1e-3 },
};

/** Tests a training pass on every backend against the float64 run of a folder's `gradients`. */
export function testGradients(golden: Golden): void {
  const { cases } = golden.readJson<{ cases: GradientCase[] }>('gradients/gradients.json');

  describe.each(backends)('one training pass on $backend', ({ use }) => {
    beforeAll(async () => {
      await use();
    });

    it.each(cases)('$id gives the float64 loss, gradients and running statistics', async (one) => {
      const network = networkOf(one);
      const weights = golden.readTensors(`gradients/${one.weights}`);
      const state = stateFromArrays(network, toArrays(weights));
      const input = toNhwc(golden.readTensors(`gradients/${one.input_file}`).get(one.input_key)!);
      const x = tf.tensor4d(input.values, input.shape);
      const targets = smoothTargets(Int32Array.from(one.labels), one.classes, 0.1);
      const result = lossAndGradients(network, state, { x, targets });

      const [loss] = await result.loss.data();
      expect(Math.abs(loss - one.loss64)).toBeLessThan(BOUNDS[one.id].loss);
      const expected = golden.readTensors(`gradients/${one.gradient_file}`);
      await expectGradients(one, result, expected);
      await expectStatistics(one, state, result, expected);

      tf.dispose([x, targets, result.loss, result.logits]);
      disposeRecord(result.gradients);
      disposeStatistics(result.statistics);
      disposeState(state);
    });
  });
}

async function expectGradients(
  one: GradientCase,
  result: LossAndGradients,
  expected: GoldenTensors,
): Promise<void> {
  const bounds = BOUNDS[one.id];
  let squaredError = 0;
  let squaredNorm = 0;
  for (const [key, values] of await recordToArrays(networkOf(one), result.gradients)) {
    const { got, want } = compared(key, values, expected);
    const errors = want.map((value, i) => value - got[i]);
    if (one.zero_by_mathematics.includes(key)) {
      expect(largest(got)).toBeLessThan(bounds.zero);
    } else {
      expect(largest(errors) / largest(want)).toBeLessThan(bounds.perTensor);
    }
    squaredError += sumOfSquares(errors);
    squaredNorm += sumOfSquares(want);
  }
  expect(Math.sqrt(squaredError / squaredNorm)).toBeLessThan(bounds.l2);
}

/** A gradient beside the golden one, which is whole or a sample of flat indices. */
function compared(
  key: string,
  values: Float32Array,
  expected: GoldenTensors,
): { got: Float64Array; want: Float64Array } {
  const whole = expected.get(`grad.${key}`);
  if (whole) return { got: Float64Array.from(values), want: whole.values };
  const index = (expected.get(`sample_index.${key}`) ?? expected.get(`${key}.index`))!.values;
  const want = (expected.get(`sample_grad.${key}`) ?? expected.get(`${key}.grad`))!.values;
  return { got: index.map((at) => values[at]), want };
}

/** The large cases have none. Paddle keeps 0.9 as a float32 number: it allows no more than 1e-6. */
async function expectStatistics(
  one: GradientCase,
  state: NetworkState,
  { statistics }: LossAndGradients,
  expected: GoldenTensors,
): Promise<void> {
  for (const convention of ['pytorch', 'paddle'] as const) {
    if (![...expected.keys()].some((key) => key.startsWith(`after.${convention}`))) continue;
    const buffers = updateRunningStatistics(state.buffers, statistics, { convention });
    for (const [key, values] of await recordToArrays(networkOf(one), buffers)) {
      const want = expected.get(`after.${convention}.${key}`)!.values;
      expect(largest(want.map((value, i) => value - values[i])) / largest(want)).toBeLessThan(1e-6);
    }
    disposeRecord(buffers);
  }
}
