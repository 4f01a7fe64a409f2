import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mobileNeXt, networkFactsMetadata } from '@mobilenext/mobilenext';
import { randomTensors } from '../../test/random-tensors.js';
import { readTfjs, readTfjsModel } from './read-tfjs.js';
import { readTfjsFolder } from './read-tfjs-folder.js';
import { writeTfjs } from './write-tfjs.js';

const network = mobileNeXt({ width: 0.1, numClasses: 5 });
const files = writeTfjs('tfjs-graph', network, randomTensors(network));
const [SHARD] = files.keys();
const json = new TextDecoder().decode(files.get('model.json'));

/** The model with another `model.json`. */
const changed = (text: string) =>
  readTfjs(new Map([...files, ['model.json', new TextEncoder().encode(text)]]), network);

/** With another first weight in its table, which is the stem's filter. */
function weight(change: Readonly<Record<string, unknown>>) {
  const model = JSON.parse(json) as { weightsManifest: { weights: object[] }[] };
  const [group] = model.weightsManifest;
  group.weights[0] = { ...group.weights[0], ...change };
  return changed(JSON.stringify(model));
}

describe('readTfjsModel', () => {
  it.each(['tfjs-graph', 'tfjs-layers'] as const)('finds the network of a %s', (format) => {
    for (const width of [0.1, 0.35]) {
      const other = mobileNeXt({ width, numClasses: 7 });
      const metadata = { epoch: '7' };
      const written = writeTfjs(format, other, randomTensors(other), { metadata });
      const read = readTfjsModel(written);
      expect(read.format).toBe(format);
      expect(read.metadata).toEqual({
        ...metadata,
        ...networkFactsMetadata({ strides: 'imagenet', identityMultiplier: 1 }),
        ...(format === 'tfjs-graph' && { batch_norm: 'folded' }),
      });
      const wanted = readTfjs(written, other);
      expect([...read.tensors.keys()]).toEqual([...wanted.keys()]);
      for (const [key, { bytes, ...rest }] of wanted) {
        expect(read.tensors.get(key)).toMatchObject(rest);
        expect(Buffer.from(bytes).equals(read.tensors.get(key)?.bytes as Uint8Array)).toBe(true);
      }
    }
  });

  it('says so where there is no classifier', () => {
    const model = json.replaceAll('classifier.1.bias', 'classifier.2.bias');
    expect(() =>
      readTfjsModel(new Map([...files, ['model.json', new TextEncoder().encode(model)]])),
    ).toThrow(expect.objectContaining({ code: 'missing-key' }));
  });
});

describe('readTfjs', () => {
  it.each(['no JSON', '[]', '{}', '{"format":"graph-model"}', json.replace('"paths"', '"path"')])(
    'refuses a model.json of %.30j',
    (text) => {
      expect(() => changed(text)).toThrow(expect.objectContaining({ code: 'corrupt' }));
    },
  );

  it.each([
    [{ quantization: { dtype: 'uint8', scale: 1, min: 0 } }, 'unsupported-dtype'],
    [{ dtype: 'string' }, 'unsupported-dtype'],
    [{ shape: [3, 3, 3.5, 8] }, 'corrupt'],
    [{ shape: [2 ** 50, 2 ** 50] }, 'truncated'],
    [{ shape: [3, 4, 3, 3] }, 'shape-mismatch'],
    [{ name: 'attention' }, 'unexpected-key'],
  ])('refuses a weight with %j', (change, code) => {
    expect(() => weight(change)).toThrow(expect.objectContaining({ code }));
  });

  it('leaves no bytes of a shard unread', () => {
    const shard = files.get(SHARD) as Uint8Array;
    const longer = new Uint8Array(shard.length + 4);
    longer.set(shard);
    expect(() => readTfjs(new Map([...files, [SHARD, longer]]), network)).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.stringContaining('4 bytes') }),
    );
  });

  it('names the shard that is absent, and opens none elsewhere', () => {
    const without = new Map([...files].filter(([name]) => name !== SHARD));
    expect(() => readTfjs(without, network)).toThrow(
      expect.objectContaining({ code: 'missing-file', subject: SHARD }),
    );
    expect(() => changed(json.replace(SHARD, '../secret'))).toThrow(
      expect.objectContaining({ code: 'refused-path' }),
    );
  });

  it('refuses a model of another width', () => {
    expect(() => readTfjs(files, mobileNeXt({ width: 1, numClasses: 5 }))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});

describe('readTfjsFolder', () => {
  it('reads what model.json names and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'converter-'));
    try {
      await expect(readTfjsFolder(folder)).rejects.toMatchObject({ code: 'NOT_READABLE' });
      for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
      await writeFile(join(folder, 'notes.txt'), 'not of the model');
      expect(await readTfjsFolder(folder)).toEqual(readTfjsModel(files));
      const stopped = { signal: AbortSignal.abort(new Error('enough')) };
      await expect(readTfjsFolder(folder, stopped)).rejects.toThrow('enough');
      await rm(join(folder, SHARD));
      await expect(readTfjsFolder(folder)).rejects.toMatchObject({ code: 'missing-file' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('follows no link out of the folder', async () => {
    const outer = await mkdtemp(join(tmpdir(), 'converter-'));
    try {
      const folder = join(outer, 'model');
      await mkdir(folder);
      for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
      await rename(join(folder, SHARD), join(outer, 'secret'));
      await symlink('../secret', join(folder, SHARD));
      await expect(readTfjsFolder(folder)).rejects.toMatchObject({ code: 'refused-path' });
    } finally {
      await rm(outer, { recursive: true });
    }
  });
});
