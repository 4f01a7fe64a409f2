import { describe, expect, it } from '@jest/globals';
import { drawKeyOf } from './draw-key.js';

describe('drawKeyOf', () => {
  it('reads seed, epoch and place', () => {
    expect(drawKeyOf('5,3, 17')).toEqual([5, 3, 17]);
  });

  it.each(['1,2', '1,2,3,4', '1,2,x', '1,,3', '-1,2,3'])('refuses %s', (text) => {
    expect(() => drawKeyOf(text)).toThrow('three whole numbers');
  });
});
