import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { tarOf } from '../../test/archives.js';
import { folderWith } from '../../test/temporary-folder.js';
import type { Dataset } from './dataset.js';
import { openDataset, splitsOf } from './open-dataset.js';

/** Everything in a data set: class and content of each picture. */
async function contentOf(dataset: Dataset): Promise<readonly string[]> {
  const contents: string[] = [];
  for (let i = 0; i < dataset.length; i++) {
    const bytes = Buffer.from(await dataset.read(i)).toString();
    contents.push(`${dataset.classes[dataset.label(i)]}: ${bytes}`);
  }
  await dataset.close();
  return contents;
}

const CATS_AND_DOGS = { 'dog/1.jpg': 'd1', 'cat/2.PNG': 'c2', 'cat/1.jpeg': 'c1' };
const CONTENT = ['cat: c1', 'cat: c2', 'dog: d1'];

describe('a folder for each class', () => {
  it('gives classes and pictures sorted, whatever else lies there', async () => {
    const path = folderWith({
      ...CATS_AND_DOGS,
      'cat/notes.txt': '',
      'cat/.hidden.jpg': '',
      '.git/x.jpg': '',
      'readme.md': '',
      'cow/empty.txt': '',
    });
    const dataset = await openDataset(path);
    expect(dataset.classes).toEqual(['cat', 'cow', 'dog']);
    expect(dataset.nameOf(2)).toBe(join(path, 'dog', '1.jpg'));
    expect(await contentOf(dataset)).toEqual(CONTENT);
  });

  it.each([
    { split: 'train', found: 'train', content: ['cat: c1'] },
    { split: 'val', found: 'test', content: ['cat: c2'] },
    { split: 'test', found: 'test', content: ['cat: c2'] },
  ])('is chosen by split $split', async ({ split, found, content }) => {
    const path = folderWith({ 'train/cat/1.jpg': 'c1', 'test/cat/2.jpg': 'c2' });
    const dataset = await openDataset(path, { split });
    expect(dataset.split).toBe(found);
    expect(await contentOf(dataset)).toEqual(content);
  });

  it('takes a class that is called train for a class', async () => {
    const dataset = await openDataset(folderWith({ 'train/1.jpg': 't', 'car/1.jpg': 'c' }));
    expect(await contentOf(dataset)).toEqual(['car: c', 'train: t']);
  });

  it('keeps the order of class names that is given', async () => {
    const dataset = await openDataset(folderWith(CATS_AND_DOGS), { classes: ['dog', 'cat'] });
    expect([dataset.label(0), dataset.label(2)]).toEqual([1, 0]);
  });
});

describe('a list file', () => {
  it('is read as PaddleClas writes it, blanks in paths included', async () => {
    const path = folderWith({
      'val_list.txt': 'pictures/a cat.jpg 2\r\n\npictures/dog.jpg 0\n',
      'pictures/a cat.jpg': 'c',
      'pictures/dog.jpg': 'd',
    });
    const dataset = await openDataset(join(path, 'val_list.txt'));
    expect(dataset.classes).toEqual(['0', '1', '2']);
    expect(await contentOf(dataset)).toEqual(['2: c', '0: d']);
  });

  it('may lie elsewhere and have names', async () => {
    const path = folderWith({ 'lists/a.txt': '1.jpg 1', 'data/1.jpg': 'd' });
    const options = { root: join(path, 'data'), classes: ['cat', 'dog'] };
    expect(await contentOf(await openDataset(join(path, 'lists/a.txt'), options))).toEqual([
      'dog: d',
    ]);
  });
});

describe('tar shards', () => {
  const shards = async (): Promise<string> =>
    folderWith({
      'train-00.tar': await tarOf({ 'dog/0.jpg': 'd0', 'cat/': '', 'cat/0.jpg': 'c0' }),
      'train-01.tar': await tarOf({ 'cat/1.png': 'c1', 'cat/readme.txt': 'no picture' }),
      'test-00.tar': await tarOf({ 'dog/0.jpg': 'test' }),
      'classes.json': '["cat","dog"]',
    });

  it('are one data set a split', async () => {
    const path = await shards();
    const train = await openDataset(path, { split: 'train' });
    expect(train.nameOf(2)).toBe(join(path, 'train-01.tar', 'cat', '1.png'));
    expect(await contentOf(train)).toEqual(['dog: d0', 'cat: c0', 'cat: c1']);
    const test = await openDataset(path, { split: 'val' });
    expect([test.split, test.label(0)]).toEqual(['test', 1]);
    expect(await contentOf(test)).toEqual(['dog: test']);
  });

  it('can be opened one by one', async () => {
    const dataset = await openDataset(join(await shards(), 'train-01.tar'));
    expect(await contentOf(dataset)).toEqual(['cat: c1']);
  });

  it('may have long names', async () => {
    const long = `${'x'.repeat(120)}/${'y'.repeat(120)}/cät`;
    const path = folderWith({ 'a.tar': await tarOf({ [`${long}/1.jpg`]: 'c' }) });
    expect(await contentOf(await openDataset(join(path, 'a.tar')))).toEqual(['cät: c']);
  });
});

describe('what is wrong is said in one line', () => {
  it.each<{
    what: string;
    files: Readonly<Record<string, string | Uint8Array>>;
    at?: string;
    options?: Parameters<typeof openDataset>[1];
    code: string;
    says: string;
  }>([
    { what: 'no such path', files: {}, at: 'no', code: 'DATA_MISSING', says: 'is the path right?' },
    { what: 'nothing', files: {}, code: 'DATA_EMPTY', says: 'holds no pictures' },
    { what: 'no picture', files: { 'cat/a.txt': '' }, code: 'DATA_EMPTY', says: 'no pictures' },
    { what: 'no class', files: { '1.jpg': '' }, code: 'DATA_CLASSES', says: 'no classes' },
    {
      what: 'a class too many',
      files: CATS_AND_DOGS,
      options: { classes: ['cat'] },
      code: 'DATA_CLASSES',
      says: 'class dog',
    },
    {
      what: 'several splits',
      files: { 'train/cat/1.jpg': '', 'test/cat/1.jpg': '' },
      code: 'DATA_SPLIT',
      says: 'say which',
    },
    {
      what: 'another split',
      files: { 'train/cat/1.jpg': '' },
      options: { split: 'val' },
      code: 'DATA_SPLIT',
      says: 'it has train',
    },
    {
      what: 'a line without label',
      files: { 'list.txt': '1.jpg 0\n2.jpg' },
      at: 'list.txt',
      code: 'DATA_CORRUPT',
      says: 'line 2',
    },
    {
      what: 'a label too large',
      files: { 'list.txt': '1.jpg 5' },
      at: 'list.txt',
      options: { classes: ['cat'] },
      code: 'DATA_CLASSES',
      says: 'label 5',
    },
    {
      what: 'an archive that is none',
      files: { 'a.tar': 'x'.repeat(2000) },
      code: 'DATA_CORRUPT',
      says: 'no tar archive',
    },
  ])('$what', async ({ files, at = '', options, code, says }) => {
    const path = join(folderWith(files), at);
    const message = expect.stringMatching(new RegExp(`^[^\n]*${says.replace('?', '\\?')}[^\n]*$`));
    await expect(openDataset(path, options)).rejects.toMatchObject({ code, message });
  });

  it('an archive that is cut off', async () => {
    const archive = await tarOf({ 'cat/1.jpg': 'x'.repeat(5000) });
    const path = folderWith({ 'a.tar': archive.subarray(0, 2048) });
    await expect(openDataset(path)).rejects.toThrow('ends inside its member cat/1.jpg');
  });

  it('a picture that is gone', async () => {
    const path = folderWith({ 'list.txt': 'gone.jpg 0' });
    const dataset = await openDataset(join(path, 'list.txt'));
    await expect(dataset.read(0)).rejects.toMatchObject({ code: 'DATA_UNREADABLE' });
    await expect(dataset.read(1)).rejects.toMatchObject({ code: 'ARGUMENT' });
    expect(() => dataset.label(-1)).toThrow('has no picture -1');
  });

  it('an archive that has become shorter', async () => {
    const path = folderWith({ 'a.tar': await tarOf({ 'cat/1.jpg': 'content' }) });
    const dataset = await openDataset(path);
    writeFileSync(join(path, 'a.tar'), '');
    await expect(dataset.read(0)).rejects.toMatchObject({ code: 'DATA_UNREADABLE' });
    await dataset.close();
  });
});

describe('a list file with odd lines', () => {
  it('is read all the same: a mark at its start, tabs, absolute paths', async () => {
    const elsewhere = folderWith({ 'b.jpg': 'b' });
    const path = folderWith({
      'list.txt': `\ufeffa.jpg\t1\n${join(elsewhere, 'b.jpg')} 0\n`,
      'a.jpg': 'a',
    });
    expect(await contentOf(await openDataset(join(path, 'list.txt')))).toEqual(['1: a', '0: b']);
  });

  it.each([
    { line: 'a.jpg 4000000000', says: 'label 4000000000 is too large' },
    { line: 'a.jpg -1', says: 'has no label' },
    { line: 'a.jpg 0,1,1', says: 'has no label' },
    { line: 'PNG\0\0', says: 'is no list file' },
  ])('is refused with $line', async ({ line, says }) => {
    const opened = openDataset(join(folderWith({ 'list.txt': line }), 'list.txt'));
    await expect(opened).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(says),
    });
  });
});

describe("WebDataset's shards", () => {
  it('have their labels in files beside the pictures', async () => {
    const path = folderWith({
      'data-000.tar': await tarOf({
        '000.jpg': 'a',
        '000.cls': '1\n',
        '001.cls': '0',
        '001.jpg': 'b',
        '002.png': 'c',
        '002.json': '{"label": 2, "caption": "a cat"}',
        '003.jpg': 'd',
        '003.txt': '1',
        '003.seg.png': 'd2',
      }),
    });
    const dataset = await openDataset(path);
    expect(dataset.classes).toEqual(['0', '1', '2']);
    expect(await contentOf(dataset)).toEqual(['1: a', '0: b', '2: c', '1: d', '1: d2']);
  });

  it('may name classes where their names are known, and folders outdo captions', async () => {
    const path = folderWith({
      'a.tar': await tarOf({ '0.jpg': 'a', '0.txt': 'dog', 'cat/1.jpg': 'b', 'cat/1.txt': 'sits' }),
      'classes.json': '["cat","dog"]',
    });
    expect(await contentOf(await openDataset(path))).toEqual(['dog: a', 'cat: b']);
  });

  it.each<{ what: string; files: Readonly<Record<string, string>>; says: string }>([
    { what: 'no label', files: { '0.jpg': '', '0.cls': '1', '1.jpg': '' }, says: '1.jpg has no' },
    { what: 'a class file with words', files: { '0.jpg': '', '0.cls': 'cat' }, says: 'no label' },
    { what: 'a record without', files: { '0.jpg': '', '0.json': '{"a":1}' }, says: 'no label' },
    { what: 'a huge one', files: { '0.jpg': '', '0.cls': '9999999999' }, says: 'no label' },
    {
      what: 'names and numbers',
      files: { '0.jpg': '', '0.cls': '0', 'cat/1.jpg': '' },
      says: 'has the label cat',
    },
  ])('with $what are refused', async ({ files, says }) => {
    const path = folderWith({ 'a.tar': await tarOf(files) });
    await expect(openDataset(path)).rejects.toMatchObject({
      code: 'DATA_CLASSES',
      message: expect.stringContaining(says),
    });
  });

  it('are named by a pattern, which also tells their split', async () => {
    const path = folderWith({
      'x-train-008.tar': await tarOf({ 'cat/0.jpg': '8' }),
      'x-train-009.tar': await tarOf({ 'cat/1.jpg': '9' }),
      'x-train-010.tar': await tarOf({ 'dog/2.jpg': '10' }),
      'x-val-000.tar': await tarOf({ 'dog/2.jpg': 'val' }),
    });
    const dataset = await openDataset(join(path, 'x-train-{008..010}.tar'));
    expect(dataset.split).toBe('train');
    expect(await contentOf(dataset)).toEqual(['cat: 8', 'cat: 9', 'dog: 10']);
    expect(await splitsOf(path)).toEqual(['train', 'val']);
    expect(await contentOf(await openDataset(path, { split: 'test' }))).toEqual(['dog: val']);
    // Who names shards means these, whatever split a caller takes unless told.
    const named = join(path, 'x-train-{008..010}.tar');
    expect((await openDataset(named, { split: 'test' })).split).toBe('train');
    await expect(openDataset(join(path, 'x-train-{008..011}.tar'))).rejects.toMatchObject({
      code: 'DATA_MISSING',
      message: expect.stringContaining('x-train-011.tar'),
    });
  });

  it('are refused compressed, whatever they are called', async () => {
    const zipped = gzipSync(await tarOf({ 'cat/0.jpg': '' }));
    const path = folderWith({ 'a/a.tar': zipped, 'b/b.tar.gz': zipped });
    for (const at of ['a/a.tar', 'a', 'b/b.tar.gz', 'b']) {
      await expect(openDataset(join(path, at))).rejects.toMatchObject({
        code: 'DATA_COMPRESSED',
        message: expect.stringContaining('gunzip'),
      });
    }
  });

  it('open by an index beside them, unless that is of another file', async () => {
    const archive = await tarOf({ 'cat/0.jpg': 'one', 'cat/1.jpg': 'two' });
    const index = 'v1.2 1\njpg 512 3 cat/9.jpg\n';
    const path = folderWith({ 'a.tar': archive, 'a.idx': index });
    const indexed = await openDataset(path);
    expect([indexed.length, indexed.nameOf(0)]).toEqual([1, join(path, 'a.tar', 'cat', '9.jpg')]);
    await indexed.close();
    const huge = `jpg 512 ${Number.MAX_SAFE_INTEGER - 512} cat/9.jpg`;
    const inTheMiddle = `v1.2 3\njpg 512 3 cat/0.jpg\n${huge}\njpg 1536 3 cat/1.jpg\n`;
    const others = ['v1.2 1\njpg 512 4 cat/0.jpg\n', inTheMiddle, 'v1.2 9\n', 'v2\n', ''];
    for (const other of [...others, 'v1.2 1\njpg 3 3 cat/0.jpg\n']) {
      writeFileSync(join(path, 'a.idx'), other);
      expect(await contentOf(await openDataset(path))).toEqual(['cat: one', 'cat: two']);
    }
  });
});

it('a folder that is still being filled is not opened', async () => {
  const path = folderWith({
    'train-00.tar': await tarOf({ 'a/0.jpg': '' }),
    '.prepare.json': '{}',
  });
  await expect(openDataset(path)).rejects.toMatchObject({ code: 'DATA_UNFINISHED' });
});
