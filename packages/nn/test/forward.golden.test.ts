import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { disposeState, foldedState, forward, stateFromArrays } from '../src/index.js';
import { backends } from './backends.js';
import { type GoldenCase, networkOf, readJson, readTensors, toArrays, toNhwc } from './golden.js';

interface ForwardCase extends GoldenCase {
  readonly logits64_key: string;
  readonly pytorch_float32_relative_error: number;
}

const { cases } = readJson<{ cases: ForwardCase[] }>('forward/cases.json');
const outputs = readTensors('forward/outputs.safetensors');

/** Of the largest logit, as the folder's README suggests for float32. */
const bound = ({ weights }: ForwardCase): number => (weights === 'tiny.safetensors' ? 1e-5 : 1e-4);

describe.each(backends)('inference on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it.each(cases)('$id gives the float64 logits, within twice PyTorch float32', async (golden) => {
    const error = await relativeError(golden, foldedState);
    expect(error).toBeLessThan(bound(golden));
    expect(error).toBeLessThan(2 * golden.pytorch_float32_relative_error);
  });

  it('gives the float64 logits without folding too', async () => {
    expect(await relativeError(cases[0], stateFromArrays)).toBeLessThan(bound(cases[0]));
  });
});

async function relativeError(golden: ForwardCase, stateOf: typeof foldedState): Promise<number> {
  const network = networkOf(golden);
  const state = stateOf(network, toArrays(readTensors(`forward/${golden.weights}`)));
  const input = toNhwc(readTensors(`forward/${golden.input_file}`).get(golden.input_key)!);
  const x = tf.tensor4d(input.values, input.shape);
  const logits = forward(network, state, x);
  const got = await logits.data();
  tf.dispose([x, logits]);
  disposeState(state);
  const want = outputs.get(golden.logits64_key)!.values;
  const largest = want.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = want.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i])), 0);
  if (process.env.REPORT)
    console.log(
      golden.id,
      (worst / largest).toExponential(2),
      (worst / largest / golden.pytorch_float32_relative_error).toFixed(2),
    );
  return worst / largest;
}
