import * as nodeFiles from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { devkitOf, trainArchiveOf, valArchiveOf } from '../../test/imagenet-archives.js';
import { folderWith } from '../../test/temporary-folder.js';
import { openDataset } from '../dataset/open-dataset.js';
import type { FileSystem } from '../files/write-atomic.js';
import { prepareImagenet, type PrepareImagenetOptions } from './prepare-imagenet.js';
import { verifyPrepared } from './verify-prepared.js';

const [ANT, BEE, CAT] = ['n00000001', 'n00000002', 'n00000003'];
const synsets = [
  { wordnetId: BEE, words: 'bee, honeybee' },
  { wordnetId: ANT, words: 'ant' },
  { wordnetId: CAT, words: 'cat' },
];
/** ILSVRC2012_ID 1 is the bee. */
const SYNSET_LIST = `${BEE} bee, honeybee\n${ANT}\n${CAT} cat\n`;
const TRAIN = { [CAT]: ['c1', 'c2', 'c3'], [ANT]: ['a1', ''], [BEE]: [] };

async function madeArchives(): Promise<{ path: string; options: PrepareImagenetOptions }> {
  const path = folderWith({
    'train.tar': await trainArchiveOf(TRAIN),
    'val.tar': await valArchiveOf(['v1', 'v2', 'v3']),
    'devkit.tar.gz': await devkitOf([3, 1, 2]),
    'synsets.txt': SYNSET_LIST,
  });
  const at = (name: string): string => join(path, name);
  const archives = { train: at('train.tar'), val: at('val.tar'), devkit: at('devkit.tar.gz') };
  const options = { directory: at('out'), synsets, synsetList: at('synsets.txt'), shardSize: 2 };
  return { path, options: { ...options, ...archives } };
}

/** Name to content of every file of a folder. */
const contentOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );

async function picturesOf(directory: string, split: string): Promise<readonly string[]> {
  const dataset = await openDataset(directory, { split });
  const found: string[] = [];
  for (let i = 0; i < dataset.length; i++) {
    found.push(`${dataset.label(i)} ${Buffer.from(await dataset.read(i)).toString()}`);
  }
  await dataset.close();
  return found;
}

describe('prepareImagenet', () => {
  it('makes shards that open with the labels of sorted WordNet ids', async () => {
    const { options } = await madeArchives();
    const result = await prepareImagenet(options);
    const { directory } = options;
    expect(result).toEqual({
      ...{ directory, cached: false, resumedAt: 0, shards: 5 },
      ...{ classes: [ANT, BEE, CAT], counts: { train: 5, val: 3 } },
    });
    expect(await picturesOf(directory, 'train')).toEqual(['2 c1', '2 c2', '2 c3', '0 a1', '0 ']);
    expect(await picturesOf(directory, 'val')).toEqual(['2 v1', '1 v2', '0 v3']);
    expect(JSON.parse(readFileSync(join(directory, 'synsets.json'), 'utf8'))).toEqual([
      { index: 0, wordnetId: ANT, name: 'ant', words: 'ant' },
      { index: 1, wordnetId: BEE, name: 'bee', words: 'bee, honeybee' },
      { index: 2, wordnetId: CAT, name: 'cat', words: 'cat' },
    ]);
    expect(await verifyPrepared(directory)).toMatchObject({ shards: 5, pictures: 8 });
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('knows what it has made, and adds a split to it', async () => {
    const { path, options } = await madeArchives();
    const { train, val, devkit, ...shared } = options;
    await prepareImagenet({ ...shared, train });
    expect(await prepareImagenet({ ...shared, train })).toMatchObject({ cached: true });
    const both = await prepareImagenet({ ...shared, val, devkit });
    expect(both).toMatchObject({ cached: false, counts: { train: 5, val: 3 } });
    await prepareImagenet({ ...options, directory: join(path, 'at once') });
    expect(contentOf(shared.directory)).toEqual(contentOf(join(path, 'at once')));
  });

  it('goes on behind the last whole shard, wherever it was stopped', async () => {
    const { path, options } = await madeArchives();
    await prepareImagenet({ ...options, directory: join(path, 'unbroken') });
    let total = 0;
    await prepareImagenet(
      { ...options, directory: join(path, 'counted') },
      failingAt(Number.POSITIVE_INFINITY, 'EIO', () => total++),
    );
    expect(total).toBeGreaterThan(30);
    // Every place in the code is met by one step or another.
    for (let step = 0; step < total; step += 5) {
      const directory = join(path, `stopped-${step}`);
      const stopped = prepareImagenet({ ...options, directory }, failingAt(step, 'EIO'));
      await stopped.catch((error: unknown) => expect(error).toMatchObject({ code: 'EIO' }));
      if (existsSync(join(directory, '.prepare.json'))) {
        await expect(openDataset(directory, { split: 'val' })).rejects.toMatchObject({
          code: 'DATA_UNFINISHED',
        });
      }
      await prepareImagenet({ ...options, directory });
      expect(contentOf(directory)).toEqual(contentOf(join(path, 'unbroken')));
    }
  });

  it('says that the disk is full, leaves no half file, and goes on when there is room', async () => {
    const { options } = await madeArchives();
    const full = prepareImagenet(options, failingAt(60, 'ENOSPC'));
    await expect(full).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('goes on where it stopped'),
    });
    expect(readdirSync(options.directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const { resumedAt } = await prepareImagenet(options);
    expect(resumedAt).toBeGreaterThan(0);
    expect(await verifyPrepared(options.directory)).toMatchObject({ pictures: 8 });
  });

  it('stops between two pictures when it is told to, and goes on later', async () => {
    const { options } = await madeArchives();
    const stop = new AbortController();
    let pictures = 0;
    const onProgress = (): void => {
      if (++pictures === 4) stop.abort(new Error('told to stop'));
    };
    const stopped = prepareImagenet({ ...options, onProgress, signal: stop.signal });
    await expect(stopped).rejects.toThrow('told to stop');
    expect(pictures).toBe(4);
    expect(readdirSync(options.directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await prepareImagenet(options)).toMatchObject({ cached: false });
    expect(await verifyPrepared(options.directory)).toMatchObject({ pictures: 8 });
  });

  it('begins nothing that will not fit', async () => {
    const { options } = await madeArchives();
    const statfs = (() => Promise.resolve({ bavail: 3, bsize: 512 })) as never;
    const begun = prepareImagenet(options, { ...nodeFiles, statfs });
    await expect(begun).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(options.directory)).toEqual([]);
  });

  it('never mixes two beginnings, and begins anew with force', async () => {
    const { options } = await madeArchives();
    await prepareImagenet(options);
    const other = { ...options, shardSize: 3 };
    await expect(prepareImagenet(other)).rejects.toMatchObject({
      code: 'EXISTS',
      message: expect.stringContaining('with 2 pictures a shard'),
    });
    expect(await prepareImagenet({ ...other, force: true })).toMatchObject({ shards: 3 });
    expect(readdirSync(options.directory)).not.toContain('train-00002.tar');
  });

  it('does not count a shard as done that is gone, and begins anew with force', async () => {
    const { options } = await madeArchives();
    await prepareImagenet(options);
    await nodeFiles.rm(join(options.directory, 'train-00001.tar'));
    await expect(prepareImagenet(options)).rejects.toMatchObject({
      code: 'CHECKSUM',
      message: expect.stringContaining('train-00001.tar is gone'),
    });
    expect(await prepareImagenet({ ...options, force: true })).toMatchObject({ shards: 5 });
  });

  it('leaves the split alone that it is not told to prepare', async () => {
    const { options } = await madeArchives();
    const { directory, train, val, devkit, ...shared } = options;
    await prepareImagenet(options);
    const trainOf = (): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Object.entries(contentOf(directory)).filter(([name]) => name.startsWith('train-')),
      );
    const before = trainOf();
    const other = { ...shared, directory, val, devkit, shardSize: 1, force: true };
    expect(await prepareImagenet(other)).toMatchObject({ counts: { train: 5, val: 3 }, shards: 6 });
    expect(trainOf()).toEqual(before);
    expect(await verifyPrepared(directory)).toMatchObject({ pictures: 8 });
    // A shard of the other split is not asked for either.
    await nodeFiles.rm(join(directory, 'train-00001.tar'));
    expect(await prepareImagenet({ ...other, force: false })).toMatchObject({ cached: true });
    const again = prepareImagenet({ ...shared, directory, train });
    await expect(again).rejects.toMatchObject({ code: 'CHECKSUM' });
    expect(await prepareImagenet({ ...shared, directory, train, force: true })).toMatchObject({
      ...{ cached: false, counts: { train: 5, val: 3 }, shards: 6 },
    });
    expect(await verifyPrepared(directory)).toMatchObject({ pictures: 8 });
  });

  it('does not give up an unfinished split for another one, by force neither', async () => {
    const { options } = await madeArchives();
    const { train, val, devkit, ...shared } = options;
    const stopped = prepareImagenet({ ...shared, train }, failingAt(40, 'EIO'));
    await expect(stopped).rejects.toMatchObject({ code: 'EIO' });
    const before = contentOf(shared.directory);
    expect(Object.keys(before)).toContain('train-00000.tar');
    const forced = prepareImagenet({ ...shared, val, devkit, force: true });
    await expect(forced).rejects.toMatchObject({
      code: 'EXISTS',
      message: expect.stringContaining('a part of train'),
    });
    expect(contentOf(shared.directory)).toEqual(before);
  });

  it('begins anew by force even if that is interrupted wherever it may be', async () => {
    const { path, options } = await madeArchives();
    const other = { ...options, shardSize: 3 };
    await prepareImagenet({ ...other, directory: join(path, 'unbroken') });
    for (const step of [0, 1, 2, 3]) {
      const directory = join(path, `forced-${step}`);
      await prepareImagenet({ ...options, directory });
      let removed = 0;
      const files = { ...failingAt(Number.POSITIVE_INFINITY, 'EIO') };
      const rm: FileSystem['rm'] = (...call) => {
        if (removed++ >= step) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return nodeFiles.rm(...call);
      };
      const forced = prepareImagenet({ ...other, directory, force: true }, { ...files, rm });
      await expect(forced).rejects.toMatchObject({ code: 'EIO' });
      await expect(openDataset(directory, { split: 'val' })).rejects.toMatchObject({
        code: 'DATA_UNFINISHED',
      });
      // It goes on without being forced once more.
      await prepareImagenet({ ...other, directory });
      expect(contentOf(directory)).toEqual(contentOf(join(path, 'unbroken')));
    }
  });

  it('begins with no classes but its own when they differ', async () => {
    const { path, options } = await madeArchives();
    const { directory } = options;
    await prepareImagenet(options);
    const ids = ['n00000001', 'n00000002', 'n00000003', 'n00000004'];
    writeFileSync(join(path, 'synsets.txt'), `${ids.join('\n')}\n`);
    const alone = { ...options, val: undefined };
    await expect(prepareImagenet(alone)).rejects.toThrow('with other classes');
    expect(await prepareImagenet({ ...alone, force: true })).toMatchObject({
      counts: { train: 5 },
    });
    expect(readdirSync(directory).filter((name) => name.startsWith('val-'))).toEqual([]);
  });

  it('refuses a folder in which another one is at work, and passes over what was killed', async () => {
    const { options } = await madeArchives();
    const { directory } = options;
    let second: unknown;
    const rename: FileSystem['rename'] = async (from, to) => {
      second ??= await prepareImagenet(options).catch((error: unknown) => error);
      return nodeFiles.rename(from, to);
    };
    await prepareImagenet(options, { ...nodeFiles, rename });
    expect(second).toMatchObject({
      code: 'EXISTS',
      message: expect.stringContaining('is being prepared already'),
    });
    expect(await verifyPrepared(directory)).toMatchObject({ pictures: 8 });

    const more = { ...options, shardSize: 3, force: true };
    const lockOf = (pid: number): string => join(directory, `.prepare-${pid}.lock`);
    writeFileSync(lockOf(process.ppid), '');
    await expect(prepareImagenet(more)).rejects.toMatchObject({
      code: 'EXISTS',
      message: expect.stringContaining(`.prepare-${process.ppid}.lock`),
    });
    // Older than the machine's start, of a process that cannot be, and of an earlier one like us.
    await nodeFiles.utimes(lockOf(process.ppid), 1, 1);
    writeFileSync(lockOf(2 ** 31 - 1), '');
    writeFileSync(lockOf(process.pid), '');
    expect(await prepareImagenet(more)).toMatchObject({ shards: 3 });
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('removes no temporary file of somebody else', async () => {
    const { options } = await madeArchives();
    const { directory } = options;
    await prepareImagenet(options);
    const theirs = join(directory, '.thesis.tmp');
    writeFileSync(theirs, 'years');
    writeFileSync(join(directory, '.train-00007.tar.tmp'), 'half');
    await prepareImagenet({ ...options, shardSize: 3, force: true });
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual(['.thesis.tmp']);
    const foreign = folderWith({ '.thesis.tmp': 'years' });
    await expect(prepareImagenet({ ...options, directory: foreign })).rejects.toMatchObject({
      code: 'EXISTS',
    });
  });

  it('never touches a folder of something else', async () => {
    const { options } = await madeArchives();
    const directory = folderWith({ 'thesis.tex': 'years', 'index.json': '{}' });
    const forced = prepareImagenet({ ...options, directory, force: true });
    await expect(forced).rejects.toMatchObject({ code: 'EXISTS' });
    expect(readdirSync(directory)).toEqual(['index.json', 'thesis.tex']);
  });

  const cases: readonly {
    what: string;
    change: (path: string) => Partial<PrepareImagenetOptions> | undefined;
    code: string;
    says: string;
  }[] = [
    {
      what: 'no archive',
      change: () => ({ train: undefined, val: undefined }),
      ...{ code: 'ARGUMENT', says: 'no archive' },
    },
    {
      what: 'no devkit',
      change: () => ({ devkit: undefined }),
      ...{ code: 'ARGUMENT', says: 'give the devkit too' },
    },
    {
      what: 'the two archives exchanged',
      change: (path) => ({ train: join(path, 'val.tar') }),
      ...{ code: 'DATA_CORRUPT', says: 'is it the right one?' },
    },
    {
      what: 'the training archive as validation',
      change: (path) => ({ val: join(path, 'train.tar') }),
      ...{ code: 'DATA_CORRUPT', says: 'no picture that the devkit knows' },
    },
    {
      what: 'a compressed archive',
      change: (path) => ({ train: join(path, 'devkit.tar.gz') }),
      ...{ code: 'DATA_COMPRESSED', says: 'gunzip' },
    },
    {
      what: 'a class that is not of ImageNet',
      change: (path) => {
        writeFileSync(join(path, 'synsets.txt'), `${ANT}\n${BEE}\nn00000009\n`);
        return undefined;
      },
      ...{ code: 'DATA_CLASSES', says: `class ${CAT}` },
    },
    {
      what: 'a list of something else',
      change: (path) => {
        writeFileSync(join(path, 'synsets.txt'), 'ant\nbee\ncat\n');
        return undefined;
      },
      ...{ code: 'DATA_CORRUPT', says: 'no WordNet id' },
    },
    {
      what: 'no meta.mat and no list',
      change: () => ({ synsetList: undefined }),
      ...{ code: 'DATA_CORRUPT', says: 'holds no meta.mat' },
    },
    {
      what: 'an archive that is not there',
      change: (path) => ({ train: join(path, 'gone.tar') }),
      ...{ code: 'DATA_MISSING', says: 'gone.tar' },
    },
  ];
  it.each(cases)('refuses $what in one line', async ({ change, code, says }) => {
    const { path, options } = await madeArchives();
    const prepared = prepareImagenet({ ...options, ...change(path) });
    await expect(prepared).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`^[^\n]*${says.replace('?', '\\?')}[^\n]*$`)),
    });
    expect(existsSync(options.directory)).toBe(false);
  });

  it.each([0.2, 0.55, 0.79])('refuses archives that are cut off at %f', async (share) => {
    const { options } = await madeArchives();
    for (const split of ['train', 'val'] as const) {
      const path = options[split] as string;
      const whole = readFileSync(path);
      writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)));
      await expect(prepareImagenet(options)).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
      writeFileSync(path, whole);
    }
  });
});

describe('verifyPrepared', () => {
  it('finds every kind of change', async () => {
    const { options } = await madeArchives();
    await prepareImagenet(options);
    const path = join(options.directory, 'train-00000.tar');
    const whole = readFileSync(path);
    const flipped = Buffer.from(whole);
    flipped[600] ^= 1;
    for (const wrong of [flipped, whole.subarray(0, -512)]) {
      writeFileSync(path, wrong);
      await expect(verifyPrepared(options.directory)).rejects.toMatchObject({ code: 'CHECKSUM' });
    }
    writeFileSync(path, whole);
    await verifyPrepared(options.directory);
    const indexPath = join(options.directory, 'train-00000.idx');
    const index = readFileSync(indexPath, 'utf8');
    for (const wrong of ['', 'v1.2 0\n', index.slice(0, -9), index.replace(' 512 ', ' 513 ')]) {
      expect(wrong).not.toBe(index);
      writeFileSync(indexPath, wrong);
      await expect(verifyPrepared(options.directory)).rejects.toMatchObject({
        code: 'CHECKSUM',
        message: expect.stringContaining('train-00000.idx names other places'),
      });
    }
    await nodeFiles.rm(indexPath);
    await expect(verifyPrepared(options.directory)).rejects.toThrow('train-00000.idx is gone');
    writeFileSync(indexPath, index);
    await verifyPrepared(options.directory);
    await nodeFiles.rm(path);
    await expect(verifyPrepared(options.directory)).rejects.toThrow('train-00000.tar');
  });
});

/** The real file system up to the given call of its; from there on all fail with a code of the system. */
function failingAt(step: number, code: string, onStep: () => void = () => undefined): FileSystem {
  let count = 0;
  const tick = (): void => {
    onStep();
    if (count++ >= step) throw Object.assign(new Error(code), { code });
  };
  const ticking = <T extends (...args: never[]) => Promise<unknown>>(call: T): T =>
    (async (...args: never[]) => {
      tick();
      return call(...args);
    }) as unknown as T;
  return {
    rm: nodeFiles.rm,
    statfs: nodeFiles.statfs,
    rename: ticking(nodeFiles.rename),
    open: (async (path: string, flags: string) => {
      tick();
      const file = await nodeFiles.open(path, flags);
      file.writeFile = ticking(file.writeFile.bind(file));
      file.sync = ticking(file.sync.bind(file));
      return file;
    }) as FileSystem['open'],
  };
}

it('the devkit alone tells the classes of validation pictures', async () => {
  const fixture = (name: string): Buffer =>
    readFileSync(join(__dirname, '..', '..', 'fixtures', name));
  const path = folderWith({
    'val.tar': await valArchiveOf(['v1', 'v2']),
    'devkit.tar.gz': await devkitOf([1000, 1], fixture('meta.mat')),
  });
  const directory = join(path, 'out');
  const archives = { val: join(path, 'val.tar'), devkit: join(path, 'devkit.tar.gz') };
  const { classes } = await prepareImagenet({ directory, ...archives, synsets: [] });
  expect(classes).toHaveLength(1000);
  expect(classes.slice(0, 2)).toEqual(['n01440764', 'n01443537']);
  const ids = fixture('meta-ids.txt').toString().trim().split('\n');
  const val = await openDataset(directory);
  expect([0, 1].map((index) => classes[val.label(index)])).toEqual([ids[999], ids[0]]);
  await val.close();
});

it('a devkit whose class numbers go beyond its classes is refused', async () => {
  const meta = readFileSync(join(__dirname, '..', '..', 'fixtures', 'meta-small.mat'));
  // Where the number of the first class stands.
  const at = 0x1d0;
  expect(meta.readDoubleLE(at)).toBe(1);
  for (const number of [4e9, 6, 0, 1.5]) {
    meta.writeDoubleLE(number, at);
    const path = folderWith({
      'val.tar': await valArchiveOf(['v1']),
      'devkit.tar.gz': await devkitOf([1], meta),
    });
    const archives = { val: join(path, 'val.tar'), devkit: join(path, 'devkit.tar.gz') };
    const prepared = prepareImagenet({ directory: join(path, 'out'), ...archives, synsets: [] });
    await expect(prepared).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(`the class ${number} among 5`),
    });
  }
});
