import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromFloat32 } from '../tensor-values.js';
import { writeFileAtomic } from '../write-file-atomic.js';
import { openSafetensors } from './open-safetensors.js';
import { safetensorsPieces, writeSafetensors } from './write-safetensors.js';

// Larger than one piece of 4 MiB, so that pieces have to be put in order.
const large = fromFloat32(
  Float32Array.from({ length: 1_500_000 }, (_, i) => i),
  [1500, 1000],
);
const tensors = new Map([
  ['small', fromFloat32(Float32Array.of(1, 2), [2])],
  ['large', large],
  ['empty', fromFloat32(new Float32Array(0), [0, 3])],
]);
const bytes = writeSafetensors(tensors, { from: 'test' });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('openSafetensors', () => {
  it('reads one tensor of a file', async () => {
    const file = await openSafetensors(new Blob([bytes]));
    expect([...file.tensors.keys()]).toEqual(['empty', 'large', 'small']);
    expect(file.metadata).toEqual({ from: 'test' });
    expect(await file.tensors.get('small')?.read()).toEqual(tensors.get('small'));
    await file.close();
  });

  it('passes a file through in pieces, byte for byte', async () => {
    const from = join(folder, 'in.safetensors');
    const to = join(folder, 'out.safetensors');
    await writeFile(from, bytes);
    const file = await openSafetensors(from);
    await writeFileAtomic(to, safetensorsPieces(file.tensors, file.metadata)).finally(file.close);
    expect((await readFile(to)).equals(bytes)).toBe(true);
  });

  it('leaves nothing behind when it is aborted on the way', async () => {
    const from = join(folder, 'in.safetensors');
    await writeFile(from, bytes);
    const controller = new AbortController();
    const file = await openSafetensors(from, { signal: controller.signal });
    controller.abort(new Error('enough'));
    const written = writeFileAtomic(join(folder, 'out'), safetensorsPieces(file.tensors));
    await expect(written.finally(file.close)).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual(['in.safetensors']);
  });

  it('refuses what its header does not fit, as the whole reader does', async () => {
    await expect(openSafetensors(bytes.subarray(0, 100))).rejects.toMatchObject({
      code: 'truncated',
    });
    await expect(openSafetensors(new Uint8Array(4))).rejects.toMatchObject({ code: 'truncated' });
  });
});
