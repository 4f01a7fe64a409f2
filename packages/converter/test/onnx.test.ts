import { describe, expect, it } from '@jest/globals';
import { fold, stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { arraysFromTensors, readCheckpoint, toFloat32, writeOnnx } from '../src/index.js';
import { fixture } from './fixtures.js';
import { node, smallNetwork, tensor } from './onnx-model.js';
import { randomTensors } from './random-tensors.js';

const keys = stateDict(mobileNeXt())
  .filter(({ role }) => role !== 'batchCount')
  .map(({ key }) => key);

const values = async (bytes: Uint8Array, key: string) => {
  const tensor = (await readCheckpoint(bytes)).tensors.get(key);
  return tensor && { shape: tensor.shape, values: [...toFloat32(tensor)] };
};

describe('an ONNX model', () => {
  it("gives a network's weights by the order of its convolutions, whatever their names", async () => {
    const bytes = smallNetwork({ norms: true });
    const { tensors, metadata } = await readCheckpoint(bytes);
    expect([...tensors.keys()]).toEqual(keys);
    expect(metadata).toEqual({});
    const { values: stem } = (await values(bytes, 'features.0.0.weight')) ?? {};
    expect(new Set(stem)).toEqual(new Set([0.5]));
    // Unit 1 of the file: weight, bias, mean and variance are 1, 2, 3, 4.
    const norm = 'features.1.conv.1';
    for (const [i, name] of ['weight', 'bias', 'running_mean', 'running_var'].entries()) {
      expect(await values(bytes, `${norm}.${name}`)).toEqual({ shape: [1], values: [i + 1] });
    }
  });

  it('says so where only some batch norms were folded', async () => {
    const { metadata } = await readCheckpoint(smallNetwork({ norms: 3 }));
    expect(metadata).toEqual({ batch_norm: 'folded' });
  });

  it('is not taken for the network if a batch norm stands where none is expected', async () => {
    const more = [node('BatchNormalization', ['sum', 'b0', 'b1', 'b2', 'b3'], 'normed')];
    const twice = [node('BatchNormalization', ['y0', 'b1', 'b1', 'b1', 'b1'], 'again')];
    for (const bytes of [
      smallNetwork({ norms: false, more }),
      smallNetwork({ norms: true, more: twice }),
    ]) {
      const { tensors } = await readCheckpoint(bytes);
      expect([...tensors.keys()]).not.toContain(keys[0]);
    }
  });

  it('refuses batch norms that add something else to the variance', async () => {
    await expect(
      readCheckpoint(smallNetwork({ norms: true, epsilon: 1e-3 })),
    ).rejects.toMatchObject({ code: 'unsupported-format' });
  });

  it('gives weights that no layer of the network took under their own names', async () => {
    const more = [
      tensor('aux.w_0', [2, 2], Float32Array.of(1, 2, 3, 4)),
      tensor('bound', [1], Float32Array.of(6)),
    ];
    for (const norms of [true, false]) {
      const { tensors } = await readCheckpoint(smallNetwork({ norms, more }));
      expect([...tensors.keys()]).toEqual([...keys, 'aux.w_0']);
    }
    const network = mobileNeXt({ width: 0.1, numClasses: 5 });
    const named = Buffer.from(writeOnnx(network, randomTensors(network)));
    expect((await readCheckpoint(named)).tensors.size).toBe(keys.length);
  });

  it('by our names is looked at just as closely', async () => {
    const network = mobileNeXt({ width: 0.1, numClasses: 5 });
    const bytes = Buffer.from(writeOnnx(network, randomTensors(network), { fold: false }));
    const classifier = bytes.indexOf('transB') + 'transB'.length;
    // Field 3 of the attribute, the integer.
    expect([...bytes.subarray(classifier, classifier + 2)]).toEqual([0x18, 1]);
    const { shape = [] } = (await values(bytes, 'classifier.1.weight')) ?? {};
    bytes[classifier + 1] = 0;
    expect((await values(bytes, 'classifier.1.weight'))?.shape).toEqual([...shape].reverse());
    // Field 2 of the attribute, the float.
    const epsilon = bytes.indexOf('epsilon') + 'epsilon'.length;
    expect(bytes[epsilon]).toBe(0x15);
    bytes.writeFloatLE(1e-3, epsilon + 1);
    await expect(readCheckpoint(bytes)).rejects.toMatchObject({ code: 'unsupported-format' });
  });

  it('turns a classifier that is a MatMul', async () => {
    const bytes = smallNetwork({ norms: true });
    expect(await values(bytes, 'classifier.1.weight')).toEqual({
      shape: [3, 2],
      values: [1, 4, 2, 5, 3, 6],
    });
    expect(await values(bytes, 'classifier.1.bias')).toEqual({ shape: [3], values: [7, 8, 9] });
  });

  it('gives folded convolutions a batch norm that only adds their bias', async () => {
    const bytes = smallNetwork({ norms: false });
    const { tensors, metadata } = await readCheckpoint(bytes);
    expect([...tensors.keys()]).toEqual(keys);
    expect(metadata).toEqual({ batch_norm: 'folded' });
    const norm = 'features.1.conv.1';
    expect(await values(bytes, `${norm}.bias`)).toEqual({ shape: [1], values: [-1] });
    const { values: variance } = (await values(bytes, `${norm}.running_var`)) ?? {};
    // As float32, where PyTorch adds epsilon: the scale is 1, not nearly 1.
    expect(Math.fround((variance?.[0] ?? 0) + Math.fround(1e-5))).toBe(1);
  });

  it('keeps every weight through such a batch norm and back, bit for bit', () => {
    const network = mobileNeXt({ width: 0.1, numClasses: 10 });
    const wanted = stateDict(network).filter(({ role }) => role !== 'batchCount');
    const norm: Record<string, number> = {
      normWeight: 1,
      runningMean: 0,
      runningVariance: Math.fround(1 - 1e-5),
    };
    const arrays = new Map(
      wanted.map(({ key, shape, role }) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const at = (i: number) => norm[role] ?? Math.sin(i + 1) * 2 ** ((i % 61) - 30);
        return [key, Float32Array.from({ length: count }, (_, i) => at(i))] as const;
      }),
    );
    const folded = fold(network, arrays);
    for (const { key, role } of wanted) {
      if (role === 'filter') expect(folded.get(key)).toEqual(arrays.get(key));
    }
  });

  it('of one tensor is no network, but is read', async () => {
    const { tensors } = await readCheckpoint(fixture('control-one.onnx'));
    expect([...tensors.keys()]).toEqual(['features.0.0.weight']);
    expect(() => arraysFromTensors(mobileNeXt(), tensors)).toThrow('keys do not fit');
  });
});
