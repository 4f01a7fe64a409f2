import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import { describeCheckpoint, fitToNetwork, readCheckpoint, toFloat32 } from '../src/index.js';
import { CONTROL_KEY, fixture } from './fixtures.js';

afterEach(() => {
  // The hostile files make this file if anything of them is executed.
  expect(existsSync('pwned')).toBe(false);
});

describe('readCheckpoint', () => {
  // SHA-256 over the 372 float tensors as float32, worked out by the libraries that wrote the files:
  // PyTorch 2.14.1, PaddlePaddle 2.6.2, safetensors 0.8.0.
  const bf16 = '608cfa5c9d2f22f2df18d9e1de4763b48a80bcdde36c4f4d70cb96a8dd6e637d';
  const f16 = 'ccbc554bcc411c938f1c8e65bec527ccee7f525438e180c34d9276ace1d5c032';

  it.each([
    ['sd-bf16.safetensors.br', 'safetensors', bf16],
    ['sd-bf16.pth.br', 'pth', bf16],
    ['sd-legacy-bf16.pth.br', 'pth', bf16],
    ['sd-f16.pdparams.br', 'pdparams', f16],
  ])('reads all values of %s', async (name, format, sha256) => {
    const checkpoint = await readCheckpoint(fixture(name));
    expect(checkpoint.format).toBe(format);
    const { variants, numClasses } = describeCheckpoint(checkpoint.tensors);
    const wanted = stateDict(variantNetwork(variants[0], { numClasses }));
    const { tensors } = fitToNetwork(checkpoint.tensors, wanted);
    const hash = createHash('sha256');
    for (const { key, role } of wanted) {
      const tensor = tensors.get(key);
      if (tensor && role !== 'batchCount') hash.update(new Uint8Array(toFloat32(tensor).buffer));
    }
    expect(hash.digest('hex')).toBe(sha256);
  });

  it.each([
    'control-one.pth',
    'control-one-zip64.pth',
    'control-one-deflate.pth',
    'control-one-legacy.pth',
    'rebuild-tensor-v1.pth',
  ])('reads the one tensor of %s', async (name) => {
    const { tensors } = await readCheckpoint(fixture(name));
    expect([...tensors.keys()]).toEqual([CONTROL_KEY]);
    expect(tensors.get(CONTROL_KEY)?.shape).toEqual([4, 3, 3, 3]);
  });

  it.each([
    ['evil-os-system.pth', 'refused-global', 'os.system'],
    ['evil-in-args.pth', 'refused-global', 'os.system'],
    ['evil-stack-global-memo.pth', 'refused-global', 'os.system'],
    ['evil-legacy-sysinfo.pth', 'refused-global', 'os.system'],
    ['evil-protocol0.pdparams', 'refused-global', 'os.system'],
    ['evil-constructor.pdparams', 'refused-global', 'collections.constructor'],
    ['size-expanded-bomb.pth', 'too-large', CONTROL_KEY],
    ['zip-bomb-declared.pth', 'too-large', 'archive/data/0'],
    ['zip-crc-data.pth', 'corrupt', 'archive/data/0'],
    ['lfs-pointer.pth', 'lfs-pointer', 'git lfs pull'],
    ['html-page.pth', 'html-page', 'web page'],
  ])('refuses %s', async (name, code, text) => {
    await expect(readCheckpoint(fixture(name))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as unknown as string,
    });
  });

  it('names the file that it cannot read', async () => {
    const path = join(__dirname, '../fixtures/lfs-pointer.pth');
    await expect(readCheckpoint(path)).rejects.toThrow(`${path}: this is the pointer`);
    await expect(readCheckpoint('no-such-file.pth')).rejects.toMatchObject({
      code: 'NOT_READABLE',
      subject: 'no-such-file.pth',
    });
  });
});
