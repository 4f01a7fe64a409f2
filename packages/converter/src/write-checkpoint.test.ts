import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Network, stateDict } from '@mobilenext/core';
import {
  IMAGENET_224,
  mobileNeXt,
  networkFactsMetadata,
  networkFactsOf,
  STRIDES,
} from '@mobilenext/mobilenext';
import type { Checkpoint } from './checkpoint.js';
import { isFolderFormat, keepsMetadata, WRITTEN_FORMATS } from './formats.js';
import { tensorsFromArrays } from './network-arrays.js';
import { readCheckpoint } from './read-checkpoint.js';
import { fromFloat32 } from './tensor-values.js';
import { readTfjsModel } from './tfjs/read-tfjs.js';
import { writeCheckpoint } from './write-checkpoint.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
});

afterEach(() => rm(folder, { recursive: true }));

const checkpoint: Checkpoint = {
  format: 'safetensors',
  tensors: new Map([['w', fromFloat32(Float32Array.of(1, 2), [2])]]),
  metadata: { epoch: '7' },
};

const zerosOf = (network: Network): Map<string, Float32Array> =>
  new Map(
    stateDict(network).map(({ key, shape }) => [
      key,
      new Float32Array(shape.reduce((product, side) => product * side, 1)),
    ]),
  );

const filesIn = async (path: string): Promise<Map<string, Uint8Array>> =>
  new Map(
    await Promise.all(
      (await readdir(path)).map(async (name) => [name, await readFile(join(path, name))] as const),
    ),
  );

describe('writeCheckpoint', () => {
  it('writes what readCheckpoint reads', async () => {
    const path = join(folder, 'w.safetensors');
    await writeCheckpoint(path, checkpoint);
    const read = await readCheckpoint(path);
    expect(read.metadata).toEqual(checkpoint.metadata);
    expect(read.tensors.get('w')?.shape).toEqual([2]);
  });

  it.each(WRITTEN_FORMATS.filter((format) => !isFolderFormat(format)))(
    'keeps metadata in %s exactly where it says so',
    async (format) => {
      const path = join(folder, `w.${format}`);
      const network = mobileNeXt({ width: 0.1, numClasses: 2 });
      const tensors = tensorsFromArrays(network, zerosOf(network));
      await writeCheckpoint(path, { ...checkpoint, tensors }, { network });
      const { metadata } = await readCheckpoint(path);
      expect(metadata.epoch).toBe(keepsMetadata(format) ? '7' : undefined);
    },
  );

  it.each(WRITTEN_FORMATS.filter(keepsMetadata))(
    'says in %s what network was given, over what was said before',
    async (format) => {
      const options = { width: 0.1, numClasses: 2, identityMultiplier: 2 };
      const preprocessing = IMAGENET_224;
      const metadata = networkFactsMetadata({ strides: 'imagenet', preprocessing });
      for (const strides of ['small', { ...STRIDES.small, stem: 2 }] as const) {
        const network = mobileNeXt({ ...options, strides });
        const tensors = tensorsFromArrays(network, zerosOf(network));
        const path = join(folder, 'w');
        await writeCheckpoint(path, { tensors, metadata }, { network, format, force: true });
        const read = isFolderFormat(format)
          ? readTfjsModel(await filesIn(path))
          : await readCheckpoint(path);
        expect(networkFactsOf(read.metadata)).toEqual({
          ...(typeof strides === 'string' && { strides }),
          identityMultiplier: 2,
          preprocessing,
        });
      }
    },
  );

  it('overwrites only with force', async () => {
    const path = join(folder, 'w.safetensors');
    await writeFile(path, 'old');
    await expect(writeCheckpoint(path, checkpoint)).rejects.toMatchObject({ code: 'EXISTS' });
    expect(await readFile(path, 'utf8')).toBe('old');
    await writeCheckpoint(path, checkpoint, { force: true });
    expect((await readCheckpoint(path)).tensors.size).toBe(1);
  });

  it('refuses a suffix that it does not know before it writes anything', async () => {
    const written = writeCheckpoint(join(folder, 'w.xyz'), checkpoint);
    await expect(written).rejects.toMatchObject({ code: 'unsupported-format' });
    expect(await readdir(folder)).toEqual([]);
  });
});
