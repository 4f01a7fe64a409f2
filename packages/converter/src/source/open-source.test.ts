import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSource } from './open-source.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
  await mkdir(join(folder, 'model'));
  await writeFile(join(folder, 'model', 'm.onnx'), 'model');
  await writeFile(join(folder, 'model', 'w.data'), 'weights');
  await writeFile(join(folder, 'secret'), 'secret');
});

afterEach(() => rm(folder, { recursive: true }));

async function readBeside(name: string): Promise<string> {
  const { source, openBeside } = await openSource(join(folder, 'model', 'm.onnx'));
  await source.close();
  const beside = await openBeside(name);
  const bytes = await beside.read(0, beside.size);
  await beside.close();
  return Buffer.from(bytes).toString();
}

describe('a file beside a path', () => {
  it('may be a link within the folder, but none that leads out of it', async () => {
    await symlink('w.data', join(folder, 'model', 'inner'));
    await symlink('../secret', join(folder, 'model', 'outer'));
    expect(await readBeside('inner')).toBe('weights');
    await expect(readBeside('outer')).rejects.toMatchObject({ code: 'refused-path' });
  });

  it('is missed by its name', async () => {
    await expect(readBeside('absent')).rejects.toMatchObject({ code: 'missing-file' });
  });
});
