import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestNames } from './nearest-names.js';

const KNOWN = ['train', 'eval', 'predict', 'preprocess', 'parity', 'summary'];

describe('nearestNames', () => {
  it.each([
    ['sumary', 'summary'],
    ['PREDICT', 'predict'],
    ['pariyt', 'parity'],
    ['tran', 'train'],
  ])('puts what is meant by %s first', (typed, meant) => {
    expect(nearestNames(typed, KNOWN)[0]).toBe(meant);
  });

  it('gives none where all are too far off', () => {
    expect(nearestNames('xyzzyxyzzy', KNOWN)).toEqual([]);
  });

  it('gives at most three, equally near ones in their own order', () => {
    expect(nearestNames('a0', ['a4', 'a3', 'a2', 'a1'])).toEqual(['a4', 'a3', 'a2']);
  });

  it('finds every name after a letter was lost, added or changed', () => {
    const slips = [
      (name: string, at: number) => name.slice(0, at) + name.slice(at + 1),
      (name: string, at: number) => `${name.slice(0, at)}x${name.slice(at)}`,
      (name: string, at: number) => `${name.slice(0, at)}x${name.slice(at + 1)}`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...KNOWN),
        fc.constantFrom(...slips),
        fc.nat(),
        (name, slip, at) => {
          expect(nearestNames(slip(name, at % name.length), KNOWN)).toContain(name);
        },
      ),
    );
  });
});
