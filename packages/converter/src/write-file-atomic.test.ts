import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FileSystem, writeFileAtomic } from './write-file-atomic.js';

const OLD = 'the old content';
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await files.mkdtemp(join(tmpdir(), 'converter-'));
  path = join(folder, 'weights.safetensors');
  await files.writeFile(path, OLD);
});

afterEach(() => files.rm(folder, { recursive: true }));

const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** The real file system until the given step, which fails as a full disk or a locked folder does. */
function failing(step: 'open' | 'writeFile' | 'sync' | 'rename', code: string): FileSystem {
  return {
    rm: files.rm,
    rename: step === 'rename' ? () => Promise.reject(failure(code)) : files.rename,
    async open(name, flags) {
      if (step === 'open') throw failure(code);
      const file = await files.open(name, flags);
      if (step === 'sync') file.sync = () => Promise.reject(failure(code));
      if (step === 'writeFile') {
        file.writeFile = async (data) => {
          // Half of it still fits.
          await file.write((data as Uint8Array).subarray(0, 4));
          throw failure(code);
        };
      }
      return file;
    },
  };
}

describe('writeFileAtomic', () => {
  it('replaces a file and leaves nothing beside it', async () => {
    await writeFileAtomic(path, Uint8Array.of(1, 2, 3));
    expect([...(await files.readFile(path))]).toEqual([1, 2, 3]);
    expect(await files.readdir(folder)).toEqual(['weights.safetensors']);
  });

  it.each([
    ['writeFile', 'ENOSPC', 'DISK_FULL'],
    ['writeFile', 'EDQUOT', 'DISK_FULL'],
    ['sync', 'ENOSPC', 'DISK_FULL'],
    ['open', 'EACCES', 'NOT_WRITABLE'],
    ['open', 'EROFS', 'NOT_WRITABLE'],
    ['rename', 'EPERM', 'NOT_WRITABLE'],
  ] as const)('keeps the old file if %s fails with %s', async (step, reason, code) => {
    const written = writeFileAtomic(path, new Uint8Array(8), failing(step, reason));
    await expect(written).rejects.toMatchObject({ code, subject: path });
    expect(await files.readFile(path, 'utf8')).toBe(OLD);
    expect(await files.readdir(folder)).toEqual(['weights.safetensors']);
  });

  it('says that the folder does not exist', async () => {
    const lost = join(folder, 'none', 'w.safetensors');
    await expect(writeFileAtomic(lost, new Uint8Array(1))).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
      message: `${lost} cannot be written: its folder does not exist`,
    });
  });

  it('is content if the folder itself cannot be flushed', async () => {
    const system: FileSystem = {
      ...files,
      open: (name, flags) =>
        flags === 'r' ? Promise.reject(failure('EISDIR')) : files.open(name, flags),
    };
    await writeFileAtomic(path, Uint8Array.of(1), system);
    expect([...(await files.readFile(path))]).toEqual([1]);
  });
});
