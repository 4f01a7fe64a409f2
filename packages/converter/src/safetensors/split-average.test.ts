import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { readSafetensors } from './read-safetensors.js';
import { writeSafetensors } from './write-safetensors.js';

const scalar = (value: number) => fromFloat32(Float32Array.of(value), []);
const tensors = new Map([
  ['w', scalar(1)],
  ['ema.w', scalar(2)],
  ['optimizer.velocity.w', scalar(3)],
]);

describe('the average in a training checkpoint', () => {
  it('is taken out of a file of our trainer', () => {
    const file = writeSafetensors(tensors, { format: 'mobilenext-training/1' });
    const checkpoint = readSafetensors(file);
    expect([...checkpoint.tensors.keys()].sort()).toEqual(['optimizer.velocity.w', 'w']);
    expect(checkpoint.ema).toEqual(new Map([['w', scalar(2)]]));
  });

  it('stays among the tensors of any other file', () => {
    const checkpoint = readSafetensors(writeSafetensors(tensors, { format: 'pt' }));
    expect(checkpoint.ema).toBeUndefined();
    expect(checkpoint.tensors.has('ema.w')).toBe(true);
  });
});
