import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMatStructs } from './mat5.js';

const fixture = (name: string): Buffer =>
  readFileSync(join(__dirname, '..', '..', 'fixtures', name));

describe('readMatStructs', () => {
  it('reads what scipy wrote, plain and compressed', () => {
    const small = readMatStructs(fixture('meta-small.mat'), 'synsets');
    expect(small).toHaveLength(5);
    expect(small[0]).toMatchObject({ ILSVRC2012_ID: 1, num_children: 0, num_train_images: 1300 });
    expect(small[3]).toMatchObject({ WNID: 'n00001740', words: 'entity', num_children: 2 });
    expect(small[0].children).toBeUndefined();
    const all = readMatStructs(fixture('meta.mat'), 'synsets');
    expect(all).toHaveLength(1002);
    expect(all.slice(0, 3)).toEqual(small.slice(0, 3));
    expect(all[1001].ILSVRC2012_ID).toBe(1002);
  });

  it('fails where the file is of another kind, cut off anywhere, or lacks the array', () => {
    const small = fixture('meta-small.mat');
    expect(() => readMatStructs(Buffer.from('MATLAB 7.3'), 'synsets')).toThrow();
    expect(() => readMatStructs(small, 'nothing')).toThrow('no array of structures called nothing');
    for (let length = 0; length < small.length; length += 7) {
      expect(() => readMatStructs(small.subarray(0, length), 'synsets')).toThrow();
    }
  });
});
