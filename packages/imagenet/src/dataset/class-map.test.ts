import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderWith } from '../../test/temporary-folder.js';
import { readClassMap } from './class-map.js';
import { openDataset } from './open-dataset.js';

const mapOf = (content: string): Promise<readonly string[]> =>
  readClassMap(join(folderWith({ map: content }), 'map'));

describe('readClassMap', () => {
  it.each([
    ['lines of name and index', 'big dog 1\r\ncat 0\n\n'],
    ['names alone', 'cat\nbig dog\n'],
    ['a JSON array', '["cat", "big dog"]'],
    ['names with their index', '{"big dog": 1, "cat": 0}'],
    ["Keras's form", '{"1": ["big dog", "b"], "0": ["cat", "c"]}'],
    ['names by index', '{"0": "cat", "1": "big dog"}'],
  ])('reads %s', async (_, content) => {
    expect(await mapOf(content)).toEqual(['cat', 'big dog']);
  });

  it('takes names that end in a number for names where not all do', async () => {
    expect(await mapOf('boeing 747\ncat')).toEqual(['boeing 747', 'cat']);
  });

  it.each([
    ['a gap', 'cat 0\ndog 2', 'gives no class the index 1'],
    ['an index twice', 'cat 0\ndog 0', 'to cat and to dog'],
    ['a name twice', 'cat 0\ncat 1', 'names cat twice'],
    ['nothing', '\n', 'is empty'],
    ['half a JSON', '{"cat": 0', 'is no JSON'],
    ['a huge index', 'cat 99999999999', 'the index 99999999999'],
    ['another JSON', '{"0": {"name": "cat"}}', 'nothing useful of 0'],
  ])('refuses %s', async (_, content, says) => {
    await expect(mapOf(content)).rejects.toMatchObject({
      code: 'DATA_CLASSES',
      message: expect.stringContaining(says),
    });
  });

  it('decides the labels of folders', async () => {
    const path = folderWith({ 'data/cat/0.jpg': '', 'data/dog/0.jpg': '', map: 'dog 0\ncat 1' });
    const classes = await readClassMap(join(path, 'map'));
    const dataset = await openDataset(join(path, 'data'), { classes });
    expect([dataset.nameOf(0), dataset.label(0)]).toEqual([join(path, 'data/cat/0.jpg'), 1]);
  });
});
