import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { paddleTensors } from './paddle-names.js';
import { readPdparams } from './read-pdparams.js';
import { writePdparams } from './write-pdparams.js';

const tensor = (...shape: number[]) =>
  fromFloat32(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
    shape,
  );

const torch = new Map([
  ['conv.weight', tensor(2, 3, 1, 1)],
  ['bn.weight', tensor(2)],
  ['bn.bias', tensor(2)],
  ['bn.running_mean', tensor(2)],
  ['bn.running_var', tensor(2)],
  ['bn.num_batches_tracked', tensor()],
  ['fc.weight', tensor(4, 2)],
  ['fc.bias', tensor(4)],
]);

describe('paddleTensors', () => {
  it("gives Paddle's two names and its layout", () => {
    const names = paddleTensors(torch).map(({ name, parameterName, tensor: { shape } }) => [
      name,
      parameterName,
      shape,
    ]);
    expect(names).toEqual([
      ['conv.weight', 'conv2d_0.w_0', [2, 3, 1, 1]],
      ['bn.weight', 'batch_norm2d_0.w_0', [2]],
      ['bn.bias', 'batch_norm2d_0.b_0', [2]],
      ['bn._mean', 'batch_norm2d_0.w_1', [2]],
      ['bn._variance', 'batch_norm2d_0.w_2', [2]],
      ['fc.weight', 'linear_0.w_0', [2, 4]],
      ['fc.bias', 'linear_0.b_0', [4]],
    ]);
  });
});

describe('writePdparams', () => {
  it.each([
    ['norm.weight', tensor(2)],
    ['position', tensor(4, 2)],
    ['fc.running_std', tensor(4)],
  ])('drops no %s for which Paddle has no name here', (key, value) => {
    expect(() => writePdparams(new Map([...torch, [key, value]]))).toThrow(
      expect.objectContaining({ code: 'unexpected-key', subject: key }),
    );
  });

  it('writes what is read as it was, but for the counters', () => {
    const { tensors } = readPdparams(writePdparams(torch));
    const wanted = [...torch].filter(([key]) => key !== 'bn.num_batches_tracked');
    expect([...tensors]).toEqual(wanted);
  });

  it('passes bfloat16 on, and refuses the uint16 that Paddle would take for it', () => {
    const bfloat16 = fromFloat32(Float32Array.of(1.5, -2), [2, 1, 1, 1], 'BF16');
    const one = (value: typeof bfloat16) => new Map([['conv.weight', value]]);
    expect(readPdparams(writePdparams(one(bfloat16))).tensors.get('conv.weight')).toEqual(bfloat16);
    expect(() => writePdparams(one({ ...bfloat16, dtype: 'U16' }))).toThrow('stored as U16');
  });
});
