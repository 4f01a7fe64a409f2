import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { paddleTensors } from './paddle-names.js';

describe('paddleTensors', () => {
  it("is not misled by a key that is called as an object's own members are", () => {
    const tensor = fromFloat32(new Float32Array(2), [1, 2]);
    const keys = ['a.weight', 'a.constructor', 'a.__proto__'];
    const named = paddleTensors(new Map(keys.map((key) => [key, tensor])));
    expect(named.map(({ name, parameterName }) => [name, parameterName])).toEqual([
      ['a.weight', 'linear_0.w_0'],
    ]);
  });
});
