import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dataPaths, keepDataPaths } from './data-paths.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'mobilenext-paths-'));

describe('dataPaths', () => {
  it('are those that are given', () => {
    const run = { directory: folder(), resume: false };
    expect(dataPaths({ data: 'a', test: undefined }, run)).toEqual({ data: 'a' });
    expect(() => dataPaths({ test: 'b' }, run)).toThrow('--data is missing: a folder of pictures');
  });

  it('are, in a run that goes on, those that it was begun with', () => {
    const run = { directory: folder(), resume: true };
    expect(() => dataPaths({}, run)).toThrow('does not tell where its pictures are');
    keepDataPaths({ data: 'a', test: 'b' }, run);
    expect(dataPaths({}, run)).toEqual({ data: resolve('a'), test: resolve('b') });
    expect(dataPaths({ test: 'c' }, run)).toEqual({ data: resolve('a'), test: 'c' });
    expect(dataPaths({ data: 'd' }, run)).toEqual({ data: 'd' });
  });

  it('keep how pictures are kept, wherever they are now', () => {
    const run = { directory: folder(), resume: true };
    keepDataPaths({ data: 'a', cache: 'kept', cacheSide: 256 }, run);
    const kept = { cache: resolve('kept'), cacheSide: 256 };
    expect(dataPaths({}, run)).toEqual({ data: resolve('a'), ...kept });
    expect(dataPaths({ data: 'd' }, run)).toEqual({ data: 'd', ...kept });
    expect(dataPaths({ cacheSide: 128 }, run)).toMatchObject({ cacheSide: 128 });
  });
});
