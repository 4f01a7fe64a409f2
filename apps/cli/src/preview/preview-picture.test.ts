import { describe, expect, it } from '@jest/globals';
import { boxOf, wordsOf } from './preview-picture.js';

const PHOTO = { width: 60, height: 40 };
const CROP = { kind: 'crop', left: 3, top: 4, width: 30, height: 20 } as const;
const RESIZE = { kind: 'resize', width: 32, height: 32, interpolation: 'bilinear' } as const;

describe('wordsOf', () => {
  it('says what was cut out and what was changed, not what is always the same', () => {
    expect(wordsOf(CROP, PHOTO)).toBe('30x20 at 3,4 · 25 %');
    expect(wordsOf({ kind: 'flip' }, PHOTO)).toBe('flipped');
    expect(wordsOf({ kind: 'brightness', factor: 1.25 }, PHOTO)).toBe('brightness 1.25');
    expect(wordsOf(RESIZE, PHOTO)).toBeNull();
  });
});

describe('boxOf', () => {
  it('is the part of the decoded picture, in per cent', () => {
    expect(boxOf([CROP, RESIZE], PHOTO)).toEqual({ left: 5, top: 10, width: 50, height: 50 });
  });

  it('reaches over the edge where the picture was padded first', () => {
    const padded = { kind: 'pad', margin: 4 } as const;
    const crop = { kind: 'crop', left: 0, top: 8, width: 32, height: 32 } as const;
    const box = { left: -12.5, top: 12.5, width: 100, height: 100 };
    expect(boxOf([RESIZE, padded, crop], PHOTO)).toEqual(box);
  });

  it('is nothing where nothing is cut out at random', () => {
    expect(boxOf([RESIZE, { kind: 'flip' }], PHOTO)).toBeNull();
  });
});
