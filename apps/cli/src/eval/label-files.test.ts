import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { readClassSubset, readRealLabels } from './label-files.js';

const folder = mkdtempSync(join(tmpdir(), 'label-files-'));
function fileOf(content: string): string {
  const path = join(folder, 'labels');
  writeFileSync(path, content);
  return path;
}

describe('readRealLabels', () => {
  it('finds the labels of a picture by the number in its name', () => {
    const labels = readRealLabels(fileOf('[[], [970, 795], [230]]'), 1000);
    expect(labels('data/val-00000.tar/n1/ILSVRC2012_val_00000002.JPEG')).toEqual([970, 795]);
    expect(labels('ILSVRC2012_val_00000001.JPEG')).toEqual([]);
    expect(labels('ILSVRC2012_val_00000004.JPEG')).toBeUndefined();
    expect(labels('n01440764_10026.JPEG')).toBeUndefined();
  });

  it.each([
    ['{}', 'must be real.json'],
    ['[[1', 'must be real.json'],
    ['[[1], 2]', 'entry 1 is no list'],
    ['[[1000]]', 'entry 0 is no list of labels below 1000'],
    ['[["cat"]]', 'entry 0'],
  ])('refuses %s', (content, says) => {
    expect(() => readRealLabels(fileOf(content), 1000)).toThrow(says);
  });
});

describe('readClassSubset', () => {
  const ids = imagenetClasses().map(({ wordnetId }) => wordnetId);

  it.each([['n01440764\nn01443537\n'], ['0, 1, 1'], ['["n01440764", "n01443537"]']])(
    'takes %j',
    (content) => {
      expect(readClassSubset(fileOf(content), ids)).toEqual([0, 1]);
      const numbers = ids.map((_, index) => String(index));
      expect(readClassSubset(fileOf(content), numbers)).toEqual([0, 1]);
    },
  );

  it('takes names of other data', () => {
    expect(readClassSubset(fileOf('dog'), ['cat', 'dog'])).toEqual([1]);
    const classes = ['cat', 'tiger shark', 'dog'];
    expect(readClassSubset(fileOf('\n["dog", "tiger shark", 0]'), classes)).toEqual([2, 1, 0]);
  });

  it.each([
    ['', 'lists no classes'],
    ['bird', "'bird' is none of the 2 classes"],
    ['2', "'2' is none"],
    ['n01440764', "'n01440764' is none"],
    ['["tiger shark"]', "'tiger shark' is none"],
    ['[null]', "'null' is none"],
    ['["cat"', 'begins as a JSON array and is none'],
    ['[]', 'lists no classes'],
  ])('refuses %j', (content, says) => {
    expect(() => readClassSubset(fileOf(content), ['cat', 'dog'])).toThrow(says);
  });
});
