import { writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderWith } from '../../test/temporary-folder.js';
import { openFiles } from './open-files.js';

/** The first byte of a file as text. */
async function firstOf(handle: FileHandle): Promise<string> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, 0);
  return buffer.toString();
}

/** A closed handle has no number. */
const isOpen = ({ fd }: FileHandle): boolean => fd >= 0;

describe('openFiles', () => {
  it('keeps those open that were used last, and opens others again', async () => {
    const path = folderWith({ a: 'a', b: 'b', c: 'c' });
    const files = openFiles(2);
    const handles: FileHandle[] = [];
    const read = (name: string): Promise<string> =>
      files.use(join(path, name), (handle) => {
        handles.push(handle);
        return firstOf(handle);
      });
    for (const name of ['a', 'b', 'a', 'c']) expect(await read(name)).toBe(name);
    expect(handles.map(isOpen)).toEqual([true, false, true, true]);
    expect(handles[2]).toBe(handles[0]);
    expect(await read('b')).toBe('b');
    await files.close();
    expect(handles.map(isOpen)).toEqual([false, false, false, false, false]);
    await expect(read('a')).rejects.toThrow('was closed');
  });

  it('closes none that is being read', async () => {
    const path = folderWith({ a: 'a', b: 'b', c: 'c' });
    const files = openFiles(1);
    const inside: string[] = [];
    const nested = (names: readonly string[]): Promise<void> =>
      files.use(join(path, names[0]), async (handle) => {
        if (names.length > 1) await nested(names.slice(1));
        inside.push(await firstOf(handle));
      });
    await nested(['a', 'b', 'c']);
    expect(inside).toEqual(['c', 'b', 'a']);
    await files.close();
  });

  it('tries again to open what could not be opened', async () => {
    const path = join(folderWith({}), 'late');
    const files = openFiles(1);
    await expect(files.use(path, firstOf)).rejects.toMatchObject({ code: 'ENOENT' });
    writeFileSync(path, 'x');
    expect(await files.use(path, firstOf)).toBe('x');
    await files.close();
  });
});
