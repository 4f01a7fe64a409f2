import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { disposeState, forward, foldedState } from '../src/index.js';
import { type ForwardCase, networkOf, readJson, readTensors, toArrays, toNhwc } from './golden.js';

const { cases } = readJson<{ cases: ForwardCase[] }>('forward/cases.json');
const outputs = readTensors('forward/outputs.safetensors');

describe.each(['cpu'])('forward on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  it.each(cases)('$id gives the float64 logits', async (golden) => {
    const network = networkOf(golden);
    const state = foldedState(network, toArrays(readTensors(`forward/${golden.weights}`)));
    const input = toNhwc(readTensors(`forward/${golden.input_file}`).get(golden.input_key)!);
    const x = tf.tensor4d(input.values, input.shape);
    const logits = forward(network, state, x);
    const { values } = outputs.get(golden.logits64_key)!;
    const got = await logits.data();
    let error = 0,
      largest = 0;
    values.forEach((value, i) => {
      error = Math.max(error, Math.abs(value - got[i]));
      largest = Math.max(largest, Math.abs(value));
    });
    console.log(
      golden.id,
      (error / largest).toExponential(2),
      golden.pytorch_float32_relative_error.toExponential(2),
      (error / largest / golden.pytorch_float32_relative_error).toFixed(2),
    );
    expect(error / largest).toBeLessThan(2 * golden.pytorch_float32_relative_error);
    tf.dispose([x, logits]);
    disposeState(state);
  });
});
