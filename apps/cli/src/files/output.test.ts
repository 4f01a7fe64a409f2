import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { prepareOutputFile, prepareOutputFolder } from './output.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
  writeFileSync(join(folder, 'there.txt'), '');
});

describe('prepareOutputFile', () => {
  it('refuses a file that exists unless forced', () => {
    const path = join(folder, 'there.txt');
    expect(() => prepareOutputFile(path, { force: false })).toThrow('exists already');
    expect(() => prepareOutputFile(path, { force: true })).not.toThrow();
  });

  it('refuses a folder, and a place below a file', () => {
    expect(() => prepareOutputFile(folder, { force: true })).toThrow('is a folder');
    const below = join(folder, 'there.txt', 'x.txt');
    expect(() => prepareOutputFile(below, { force: false })).toThrow('cannot be written');
  });
});

describe('prepareOutputFolder', () => {
  it('takes a new or an empty folder, not a filled one', () => {
    mkdirSync(join(folder, 'empty'));
    expect(() => prepareOutputFolder(join(folder, 'new'), { force: false })).not.toThrow();
    expect(() => prepareOutputFolder(join(folder, 'empty'), { force: false })).not.toThrow();
    expect(() => prepareOutputFolder(folder, { force: false })).toThrow('exists already');
  });

  it('makes the folders above it too, and says where it may not', () => {
    prepareOutputFolder(join(folder, 'a', 'b', 'c'), { force: false });
    expect(existsSync(join(folder, 'a', 'b', 'c'))).toBe(true);
    const below = join(folder, 'there.txt', 'run');
    expect(() => prepareOutputFolder(below, { force: false })).toThrow('cannot be written');
  });
});
