import { describe, expect, it } from '@jest/globals';
import { copyBudget } from '../copy-budget.js';
import type { StoredTensor } from '../stored-tensor.js';
import { fromFloat32, toFloat32 } from '../tensor-values.js';
import { torchNames } from './torch-names.js';

const tensor = (shape: readonly number[]): StoredTensor =>
  fromFloat32(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
    shape,
  );

const paddle = (weightShape: readonly number[]) =>
  torchNames(
    new Map([
      ['bn._mean', tensor([2])],
      ['bn._variance', tensor([2])],
      ['fc.weight', tensor(weightShape)],
      ['fc.bias', tensor([2])],
    ]),
    copyBudget(0),
  );

describe('torchNames', () => {
  it("renames a batch norm's buffers and turns the classifier", () => {
    const tensors = paddle([3, 2]);
    expect([...tensors.keys()]).toEqual([
      'bn.running_mean',
      'bn.running_var',
      'fc.weight',
      'fc.bias',
    ]);
    const weight = tensors.get('fc.weight');
    expect(weight?.shape).toEqual([2, 3]);
    expect(weight && [...toFloat32(weight)]).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it('leaves a classifier that lies as in PyTorch, and turns a square one', () => {
    expect(paddle([2, 3]).get('fc.weight')).toEqual(tensor([2, 3]));
    const square = paddle([2, 2]).get('fc.weight');
    expect(square && [...toFloat32(square)]).toEqual([0, 2, 1, 3]);
  });

  it("gives tensors under PyTorch's names back as they are", () => {
    const torch = new Map([['fc.weight', tensor([3, 2])]]);
    expect(torchNames(torch, copyBudget(0))).toBe(torch);
  });
});
