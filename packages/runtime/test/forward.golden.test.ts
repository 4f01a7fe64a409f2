import { describe, expect, it } from '@jest/globals';
import { type Checkpoint, readCheckpoint, toFloat32, toFloat64 } from '@mobilenext/converter';
import { mobileNeXt, type Strides } from '@mobilenext/mobilenext';
import { compile } from '../src/index.js';
import { forwardFile, readJson } from './golden.js';
import { instructionSets } from './instruction-sets.js';

interface Case {
  readonly id: string;
  readonly weights: string;
  readonly width: number;
  readonly classes: number;
  readonly strides: Strides;
  readonly identity_div: number;
  readonly input_file: string;
  readonly input_key: string;
  readonly logits64_key: string;
  readonly pytorch_float32_relative_error: number;
}

type Tensor = NonNullable<ReturnType<Checkpoint['tensors']['get']>>;

const { cases } = readJson<{ cases: readonly Case[] }>(forwardFile('cases.json'));

const read = async (file: string): Promise<Checkpoint['tensors']> =>
  (await readCheckpoint(forwardFile(file))).tensors;

/** [N,C,H,W] -> [N,H,W,C] */
function toNhwc(tensor: Tensor): Float32Array {
  const [n, channels, height, width] = tensor.shape;
  const pixels = height * width;
  const values = toFloat32(tensor);
  return Float32Array.from({ length: n * pixels * channels }, (_, i) => {
    const c = i % channels;
    const p = Math.floor(i / channels) % pixels;
    const b = Math.floor(i / channels / pixels);
    return values[(b * channels + c) * pixels + p];
  });
}

describe.each(instructionSets)('a compiled network, by %s', (instructionSet) => {
  it.each(cases)("$id gives float64's logits, within twice PyTorch's float32", async (one) => {
    const picture = (await read(one.input_file)).get(one.input_key) as Tensor;
    const [, , height, width] = picture.shape;
    const model = await compile({
      network: mobileNeXt({
        ...{ width: one.width, numClasses: one.classes, strides: one.strides },
        identityMultiplier: one.identity_div,
      }),
      weights: new Map([...(await read(one.weights))].map(([key, t]) => [key, toFloat32(t)])),
      input: { height, width },
      instructionSet,
    });
    const got = model.run(toNhwc(picture));
    const truth = toFloat64((await read('outputs.safetensors')).get(one.logits64_key) as Tensor);
    let [error, largest] = [0, 0];
    truth.forEach((value, i) => {
      error = Math.max(error, Math.abs(value - got[i]));
      largest = Math.max(largest, Math.abs(value));
    });
    expect(error / largest).toBeLessThan(2 * one.pytorch_float32_relative_error);
  });
});
