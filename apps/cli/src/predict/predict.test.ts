import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { labelOf, readLabels } from './labels.js';
import { topClasses } from './top-classes.js';

describe('topClasses', () => {
  it('gives the softmax of the largest logits, best first', () => {
    const { ids, scores } = topClasses([0, Math.log(2), Math.log(5), Math.log(2)], 3);
    expect(ids).toEqual([2, 1, 3]);
    [0.5, 0.2, 0.2].forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 12));
  });

  it('does not overflow, and gives no more classes than there are', () => {
    expect(topClasses([1000, 0], 5)).toEqual({ ids: [0, 1], scores: [1, 0] });
  });
});

describe('topClasses of what is no number', () => {
  it.each([[[Number.NaN, 1]], [[Infinity, 1]]])('%j', (logits) => {
    expect(() => topClasses(logits, 1)).toThrow('the weights hold NaN or are damaged');
  });
});

describe('readLabels', () => {
  const folder = mkdtempSync(join(tmpdir(), 'labels-'));
  const file = (text: string): string => {
    const path = join(folder, 'labels.txt');
    writeFileSync(path, text);
    return path;
  };

  it.each([
    ['cat\ndog\n', ['cat', 'dog']],
    ['1 dog, hound\n0 cat\n', ['cat', 'dog, hound']],
    ['["cat", "dog"]', ['cat', 'dog']],
  ])('reads %j', (text, labels) => {
    expect(readLabels(file(text))).toEqual(labels);
  });

  it('refuses other JSON and empty files', () => {
    expect(() => readLabels(file('[1]'))).toThrow('JSON array of names');
    expect(() => readLabels(file('[1'))).toThrow('JSON array of names');
    expect(() => readLabels(join(folder, 'absent'))).toThrow('does not exist');
  });

  it('has a word for classes without a name', () => {
    expect(labelOf(['cat'], 0)).toBe('cat');
    expect(labelOf(undefined, 172)).toBe('class 172');
  });
});
