import { describe, expect, it } from '@jest/globals';
import { fold, stateDict } from '@mobilenext/core';
import { mobileNeXt, networkFactsOf } from '@mobilenext/mobilenext';
import { arraysFromTensors, readCheckpoint, toFloat32 } from '../src/index.js';
import { fixture } from './fixtures.js';

// Written by tools/formats/export_paddle.py with paddle2onnx 1.3.1 and PaddlePaddle 2.6.2, and `-2-`
// with 2.1.0 and 3.3.1, which adds a folded bias behind the convolution.

const network = mobileNeXt({ width: 0.1, numClasses: 10, identityMultiplier: 2 });
const entries = stateDict(network).filter(({ role }) => role !== 'batchCount');

/** The parameters that the script repeats seven values in. */
const parameters = new Map(
  entries.map(({ key, shape, role }, k) => {
    const isScale = role === 'normWeight' || role === 'runningVariance';
    const length = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length }, (_, i) => {
      const step = (i + k) % 7;
      return (isScale ? step + 4 : step - 3) / 8;
    });
    return [key, values];
  }),
);

describe('an ONNX model that Paddle exported', () => {
  it('gives the parameters of a network whose layers it calls otherwise', async () => {
    const { tensors, metadata, graph } = await readCheckpoint(fixture('paddle2onnx.onnx.br'));
    expect([...tensors.keys()]).toEqual(entries.map(({ key }) => key));
    for (const { key, shape } of entries) {
      const tensor = tensors.get(key);
      expect([key, tensor?.shape]).toEqual([key, shape]);
      expect(tensor && toFloat32(tensor)).toEqual(parameters.get(key));
    }
    expect(metadata.batch_norm).toBeUndefined();
    expect(graph).toEqual({ strides: 'imagenet', identityMultiplier: 2 });
    expect(networkFactsOf(metadata)).toEqual(graph);
  });

  it.each(['paddle2onnx-folded.onnx.br', 'paddle2onnx-2-folded.onnx.br'])(
    'gives those of %s within the rounding of float32',
    async (name) => {
      const file = fixture(name);
      const { tensors, metadata, graph } = await readCheckpoint(file);
      expect(metadata.batch_norm).toBe('folded');
      expect(graph).toEqual({ strides: 'imagenet', identityMultiplier: 2 });
      const wanted = fold(network, parameters);
      const read = fold(network, arraysFromTensors(network, tensors));
      expect([...read.keys()]).toEqual([...wanted.keys()]);
      for (const [key, values] of wanted) {
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const worst = values.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (read.get(key)?.[i] ?? Number.NaN))),
          0,
        );
        expect({ key, isNear: worst <= 5e-7 * largest }).toEqual({ key, isNear: true });
      }
    },
  );
});
