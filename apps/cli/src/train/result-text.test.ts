import { describe, expect, it } from '@jest/globals';
import type { Evaluation } from '@mobilenext/trainer';
import { resultNotes, resultText } from './result-text.js';

const evaluation: Evaluation = {
  samples: 30,
  top1: 0.5,
  top5: 1,
  loss: 0.7,
  interval95: [0.3, 0.7],
  perClass: ['a', 'b'].map((name) => ({ name, samples: 15, top1: 0.5 })),
};

describe('resultText', () => {
  it('names the best epoch, or says that there is none without test pictures', () => {
    const best = { epoch: 2, top1: 0.5, loss: 0.7 };
    const run = {
      epochs: 2,
      last: 'r/last',
      bestPath: 'r/best',
      best,
      evaluation,
      emaEvaluation: null,
    };
    expect(resultText(run)).toContain('best: 50.00 % top-1 in epoch 2: r/best');
    const blind = { ...run, epochs: 1, best: null, bestPath: null, evaluation: null };
    expect(resultText(blind)).toBe(
      '1 epoch trained; to go on from: r/last\n' +
        'without test pictures there is no best.safetensors: use r/last\n',
    );
  });
});

describe('resultNotes', () => {
  it('warns of a loss that is far above that of guessing', () => {
    expect(resultNotes({ evaluation })).toEqual([]);
    expect(resultNotes({ evaluation: null })).toEqual([]);
    expect(resultNotes({ evaluation: { ...evaluation, loss: 7 } })).toEqual([
      expect.stringMatching(/^warning: the loss is 7.00, where guessing has 0.69: /),
    ]);
  });

  it('has nothing to compare with where there is one class', () => {
    const one = { ...evaluation, loss: 1, perClass: evaluation.perClass.slice(1) };
    expect(resultNotes({ evaluation: one })).toEqual([]);
  });
});
