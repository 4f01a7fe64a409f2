import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFolderAtomic } from './write-folder-atomic.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
  path = join(folder, 'model');
});

afterEach(() => rm(folder, { recursive: true }));

const files = (text: string) => new Map([['model.json', new TextEncoder().encode(text)]]);
const write = (text: string, force = false) => writeFolderAtomic(path, files(text), { force });
const content = () => readFile(join(path, 'model.json'), 'utf8');

describe('writeFolderAtomic', () => {
  it('fills a new folder, or an empty one, and leaves nothing beside it', async () => {
    await mkdir(path);
    await write('first');
    expect(await content()).toBe('first');
    expect(await readdir(folder)).toEqual(['model']);
  });

  it('replaces a model only with force', async () => {
    await write('first');
    await writeFile(join(path, 'group1-shard2of2.bin'), 'of the old model');
    await expect(write('second')).rejects.toMatchObject({ code: 'EXISTS' });
    await write('second', true);
    expect(await readdir(path)).toEqual(['model.json']);
    expect(await content()).toBe('second');
    expect(await readdir(folder)).toEqual(['model']);
  });

  it('never replaces a folder that holds anything else', async () => {
    await mkdir(path);
    await writeFile(join(path, 'thesis.tex'), 'years of work');
    await expect(write('model', true)).rejects.toMatchObject({ code: 'EXISTS' });
    expect(await readdir(path)).toEqual(['thesis.tex']);
  });

  it('says that the folder around it does not exist', async () => {
    path = join(folder, 'absent', 'model');
    await expect(write('model')).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });
});
