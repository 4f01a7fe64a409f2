import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { findPictures, nameOf, type PictureSource } from './find-pictures.js';

const shortNameOf = (source: PictureSource): string => basename(nameOf(source));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  mkdirSync(join(folder, 'sub'));
  mkdirSync(join(folder, 'empty'));
  for (const name of ['b.JPG', 'a.png', 'notes.txt', 'sub/c.jpeg']) {
    writeFileSync(join(folder, name), '');
  }
});

describe('findPictures', () => {
  it('takes files as they are, stdin as -', async () => {
    const sources = await findPictures([join(folder, 'notes.txt'), '-']);
    expect(sources.map(nameOf)).toEqual([join(folder, 'notes.txt'), '-']);
  });

  it('finds the pictures of a folder and below, sorted', async () => {
    expect((await findPictures([folder])).map(shortNameOf)).toEqual(['a.png', 'b.JPG', 'c.jpeg']);
  });

  it('finds what a glob matches', async () => {
    const found = async (pattern: string) => (await findPictures([pattern])).map(nameOf);
    const absolute = join(folder, 'a.png');
    expect(await found(`${folder}/*.png`)).toEqual([absolute]);
    const below = relative(process.cwd(), folder);
    expect(await found(`${below}/*.png`)).toEqual([relative(process.cwd(), absolute)]);
  });

  it('says what is missing', async () => {
    await expect(findPictures([join(folder, 'x.png')])).rejects.toThrow('does not exist');
    await expect(findPictures([`${folder}/*.webp`])).rejects.toThrow('does not exist');
    await expect(findPictures([join(folder, 'empty')])).rejects.toThrow('holds no pictures');
  });
});
