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
});
