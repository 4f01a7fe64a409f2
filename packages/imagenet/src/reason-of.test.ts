import { describe, expect, it } from '@jest/globals';
import { reasonOf } from './reason-of.js';

describe('reasonOf', () => {
  it('is one line that ends where it ends', () => {
    expect(reasonOf(new Error('Input buffer has corrupt header: \nbad marker'))).toBe(
      'Input buffer has corrupt header',
    );
    expect(reasonOf('no')).toBe('no');
  });

  it('words what the system refuses', () => {
    const cause = Object.assign(new Error('EISDIR: illegal operation on a directory, read'), {
      code: 'EISDIR',
    });
    expect(reasonOf(cause)).toBe('it is a folder, not a file');
  });
});
