import { describe, expect, it } from '@jest/globals';
import { evaluationText } from './evaluation-text.js';

const evaluationOf = (classes: number) => ({
  samples: 1000,
  top1: 0.5,
  top5: 0.75,
  loss: 1,
  interval95: [0.47, 0.53] as const,
  perClass: Array.from({ length: classes }, (_, i) => ({ name: `c${i}`, samples: 1, top1: 0.5 })),
});

describe('evaluationText', () => {
  it('leaves top-5 out where it says nothing', () => {
    expect(evaluationText(evaluationOf(6), { perClass: false })).toContain('top-5     75.00 %');
    expect(evaluationText(evaluationOf(5), { perClass: false })).not.toContain('top-5');
  });

  it('says of how many pictures ReaL speaks', () => {
    const real = { samples: 46_837, top1: 0.8, interval95: [0.79, 0.81] as const };
    const text = evaluationText({ ...evaluationOf(6), real }, { perClass: false });
    expect(text).toContain('ReaL top-1  80.00 %  (46,837 pictures)\n');
  });
});
