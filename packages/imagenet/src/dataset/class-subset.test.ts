import { describe, expect, it } from '@jest/globals';
import { folderWith } from '../../test/temporary-folder.js';
import { classSubset } from './class-subset.js';
import { openDataset } from './open-dataset.js';

describe('classSubset', () => {
  it('keeps the pictures of some classes under the labels that they had', async () => {
    const path = folderWith({ 'a/0.jpg': '', 'b/0.jpg': 'b0', 'b/1.jpg': 'b1', 'c/0.jpg': 'c' });
    const whole = await openDataset(path);
    const subset = classSubset(whole, [2, 1]);
    expect([subset.length, subset.classes]).toEqual([3, ['a', 'b', 'c']]);
    const places = [0, 1, 2];
    expect(places.map((index) => subset.label(index))).toEqual([1, 1, 2]);
    expect(places.map((index) => subset.nameOf(index))).toEqual(
      [1, 2, 3].map((index) => whole.nameOf(index)),
    );
    expect(Buffer.from(await subset.read(2)).toString()).toBe('c');
    await expect(subset.read(3)).rejects.toMatchObject({ code: 'ARGUMENT' });
  });
});
