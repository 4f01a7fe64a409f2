import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { withAverage } from './average.js';
import { readSafetensors } from './read-safetensors.js';
import { writeSafetensors } from './write-safetensors.js';

const tensor = (value: number) => fromFloat32(Float32Array.of(value), [1]);

describe('a running average in safetensors', () => {
  it('is read as such', () => {
    const tensors = new Map([['w', tensor(1)]]);
    const ema = new Map([['w', tensor(2)]]);
    const read = readSafetensors(writeSafetensors(withAverage(tensors, ema)));
    expect(read.tensors).toEqual(tensors);
    expect(read.ema).toEqual(ema);
  });

  it('is not seen in a tensor that is merely called so', () => {
    const tensors = new Map([['ema.w', tensor(1)]]);
    const read = readSafetensors(writeSafetensors(tensors));
    expect(read.tensors).toEqual(tensors);
    expect(read.ema).toBeUndefined();
  });
});
