import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { fileOf, float32, safetensorsOf } from '../../test/weights-file.js';
import { openSafetensors } from './open-safetensors.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(bytes: Uint8Array): string {
  const path = join(folder, 'file.safetensors');
  writeFileSync(path, bytes);
  return path;
}

const values = Float32Array.from({ length: 100_000 }, (_, i) => i);

it.each([
  ['a short header', '-'],
  ['a header of a million letters', '-'.repeat(1e6)],
])('reads %s and the numbers behind it', async (_, note) => {
  const path = written(safetensorsOf({ w: float32([100_000], values) }, { note }));
  const { tensors, metadata, complete } = await openSafetensors(path);
  expect(metadata.note).toBe(note);
  await complete;
  expect(tensors.get('w')?.bytes).toEqual(new Uint8Array(values.buffer));
});

it.each([
  ['nothing', new Uint8Array(0)],
  ['seven bytes', new Uint8Array(7)],
  ['a header longer than the file', new Uint8Array(1e6).fill(1)],
  ['a header that is no JSON', fileOf('no', [new Uint8Array(1e6)])],
])('refuses %s', async (_, bytes) => {
  await expect(openSafetensors(written(bytes))).rejects.toMatchObject({ code: 'WEIGHTS' });
});
