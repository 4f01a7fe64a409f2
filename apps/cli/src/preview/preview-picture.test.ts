import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './preview-picture.js';

describe('wordsOf', () => {
  it('says what was cut out, and that a picture is flipped', () => {
    const box = { left: -2, top: 3, width: 30, height: 20 };
    const step = { name: 'crop', box, of: { width: 60, height: 40 } } as const;
    expect(wordsOf(step)).toBe('30x20 at -2,3 · 25 %');
    const moved = { name: 'crop', box, of: { width: 30, height: 20 } } as const;
    expect(wordsOf(moved)).toBe('moved by -2,3');
    expect(wordsOf({ name: 'flip' })).toBe('flipped');
  });
});
