import { describe, expect, it } from '@jest/globals';
import { add, emptyTally, summarize } from './accuracy.js';

const CLASSES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const oneHot = (hot: number): number[] => CLASSES.map((_, c) => (c === hot ? 2 : -c));

describe('accuracy', () => {
  it('counts top-1, top-5 and each class', () => {
    const right = oneHot(0);
    const fourth = oneHot(6); // then come classes 0, 1, 2
    const last = oneHot(0); // class 6 has the smallest logit
    const tally = add(emptyTally(7), {
      logits: Float32Array.from([...right, ...fourth, ...last]),
      labels: Int32Array.of(0, 2, 6),
    });
    const result = summarize(tally, CLASSES);
    expect(result).toMatchObject({ samples: 3, top1: 1 / 3, top5: 2 / 3 });
    expect(result.perClass[0]).toEqual({ name: 'a', samples: 1, top1: 1 });
    expect(result.perClass[1]).toEqual({ name: 'b', samples: 0, top1: null });
    expect(result.perClass[2]).toEqual({ name: 'c', samples: 1, top1: 0 });
  });

  it('does not depend on how samples are batched', () => {
    const rows = [0, 3, 5, 1].map(oneHot);
    const labels = [0, 2, 5, 6];
    const together = add(emptyTally(7), {
      logits: Float32Array.from(rows.flat()),
      labels: Int32Array.from(labels),
    });
    const apart = rows.reduce(
      (tally, row, i) =>
        add(tally, { logits: Float32Array.from(row), labels: Int32Array.of(labels[i]) }),
      emptyTally(7),
    );
    expect(summarize(apart, CLASSES)).toEqual(summarize(together, CLASSES));
  });

  it('gives the mean cross entropy, also of logits far apart', () => {
    const tally = add(emptyTally(2), {
      logits: Float32Array.of(0, 0, 1000, 0),
      labels: Int32Array.of(1, 1),
    });
    expect(summarize(tally, ['a', 'b']).loss).toBeCloseTo((Math.log(2) + 1000) / 2, 9);
  });
});
