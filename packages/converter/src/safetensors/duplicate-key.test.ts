import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findDuplicateKey } from './duplicate-key.js';

describe('findDuplicateKey', () => {
  it('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(findDuplicateKey(json)).toBeUndefined();
      }),
    );
  });

  it('finds a key however it is spelt and wherever it stands', () => {
    expect(findDuplicateKey('{"a": 1, "b": [{"x": "}", "\\u0078" : 2}]}')).toBe('x');
    expect(findDuplicateKey('{"a": {"a": "a"}, "b": {"a": 1}}')).toBeUndefined();
  });
});

describe('a key of millions of characters', () => {
  it.each(['a', '\\"', '\\\\'])('of %j is walked over without recursion', (part) => {
    const key = part.repeat(4_000_000 / part.length);
    expect(findDuplicateKey(`{"${key}":1}`)).toBeUndefined();
  });
});
