import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { disposeState, foldedState, forward, stateFromArrays } from '../src/index.js';
import { backends } from './backends.js';
import { type Golden, type GoldenCase, networkOf, toArrays, toNhwc } from './golden.js';
import { largest } from './numbers.js';

interface ForwardCase extends GoldenCase {
  readonly logits64_key: string;
  readonly pytorch_float32_relative_error: number;
}

/** Of the largest logit, as the folder's README suggests for float32. */
const bound = ({ weights }: ForwardCase): number => (weights === 'tiny.safetensors' ? 1e-5 : 1e-4);

/** Tests inference on every backend against the float64 logits of a folder's `forward`. */
export function testForward(golden: Golden): void {
  const { cases } = golden.readJson<{ cases: ForwardCase[] }>('forward/cases.json');

  describe.each(backends)('inference on $backend', ({ use }) => {
    beforeAll(async () => {
      await use();
    });

    it.each(cases)('$id gives the float64 logits, within twice PyTorch float32', async (one) => {
      const error = await relativeError(golden, one, foldedState);
      expect(error).toBeLessThan(bound(one));
      expect(error).toBeLessThan(2 * one.pytorch_float32_relative_error);
    });

    it('gives the float64 logits without folding too', async () => {
      expect(await relativeError(golden, cases[0], stateFromArrays)).toBeLessThan(bound(cases[0]));
    });
  });
}

async function relativeError(
  golden: Golden,
  one: ForwardCase,
  stateOf: typeof foldedState,
): Promise<number> {
  const network = networkOf(one);
  const state = stateOf(network, toArrays(golden.readTensors(`forward/${one.weights}`)));
  const input = toNhwc(golden.readTensors(`forward/${one.input_file}`).get(one.input_key)!);
  const x = tf.tensor4d(input.values, input.shape);
  const logits = forward(network, state, x);
  const got = await logits.data();
  tf.dispose([x, logits]);
  disposeState(state);
  const want = golden.readTensors('forward/outputs.safetensors').get(one.logits64_key)!.values;
  return largest(want.map((value, i) => value - got[i])) / largest(want);
}
