import { describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { paddleTensors } from './paddle-names.js';

describe('paddleTensors', () => {
  it("is not misled by a key that is called as an object's own members are", () => {
    const tensor = fromFloat32(new Float32Array(2), [1, 2]);
    for (const key of ['a.constructor', 'a.__proto__']) {
      const tensors = new Map([
        ['a.weight', tensor],
        [key, tensor],
      ]);
      expect(() => paddleTensors(tensors)).toThrow(expect.objectContaining({ subject: key }));
    }
  });
});
