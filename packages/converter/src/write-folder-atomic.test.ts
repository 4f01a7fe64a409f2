import * as nodeFiles from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FolderSystem, writeFolderAtomic } from './write-folder-atomic.js';

const { mkdir, mkdtemp, readdir, readFile, rm, writeFile } = nodeFiles;
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

  it.each([
    ['thesis.tex'],
    ['photos.bin'],
    ['model.json', 'photos.bin'],
    ['group1-shard1of1.bin'],
    ['model.json', 'group1-shard1of1.bin', '.git'],
  ])('never replaces a folder that holds anything else, such as %s', async (...names) => {
    await mkdir(path);
    for (const name of names) await writeFile(join(path, name), 'years of work');
    await expect(write('model', true)).rejects.toMatchObject({ code: 'EXISTS' });
    expect((await readdir(path)).sort()).toEqual(names.sort());
  });

  it('never replaces a folder of folders', async () => {
    await write('model');
    await mkdir(join(path, 'group1-shard1of1.bin'));
    await expect(write('model', true)).rejects.toMatchObject({ code: 'EXISTS' });
  });

  it('says that the folder around it does not exist', async () => {
    path = join(folder, 'absent', 'model');
    await expect(write('model')).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });

  const failure = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  const overwrite = (system: Partial<FolderSystem>) =>
    writeFolderAtomic(path, files('second'), { force: true }, { ...nodeFiles, ...system });

  it('puts the old model back where the new one cannot take its place', async () => {
    await write('first');
    const rename: FolderSystem['rename'] = (from, to) =>
      String(from).endsWith('.tmp') && to === path ? failure('EACCES') : nodeFiles.rename(from, to);
    await expect(overwrite({ rename })).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
    expect(await content()).toBe('first');
    expect(await readdir(folder)).toEqual(['model']);
  });

  it('says of a full disk that it is full, and of which path', async () => {
    await write('first');
    const open: FolderSystem['open'] = (name, flags) =>
      flags === 'wx' ? failure('ENOSPC') : nodeFiles.open(name, flags);
    await expect(overwrite({ open })).rejects.toMatchObject({ code: 'DISK_FULL', subject: path });
    expect(await content()).toBe('first');
    expect(await readdir(folder)).toEqual(['model']);
  });

  it('has succeeded although the old model cannot be removed', async () => {
    await write('first');
    const remove: FolderSystem['rm'] = (name, options) =>
      String(name).endsWith('.old') ? failure('EBUSY') : nodeFiles.rm(name, options);
    await overwrite({ rm: remove });
    expect(await content()).toBe('second');
  });

  it('flushes the folder around the new one', async () => {
    const flushed: string[] = [];
    const open: FolderSystem['open'] = (name, flags) => {
      if (flags === 'r') flushed.push(String(name));
      return nodeFiles.open(name, flags);
    };
    await overwrite({ open });
    expect(flushed.at(-1)).toBe(folder);
  });
});
