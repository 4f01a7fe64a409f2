import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from '@jest/globals';
import { openDataset, randomStream } from '@mobilenext/imagenet';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { hashesOf, killAgainAndAgain, tarOf } from './made-archives.js';
import { mobilenext, mobilenextJson } from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const sample = join(shared, 'data', 'imagenet-sample');
/** The devkit's meta.mat with its 1000 classes in another order: see the README beside it. */
const meta = join(__dirname, '../../../packages/imagenet/fixtures');
const folder = mkdtempSync(join(tmpdir(), 'mobilenext-prepare-'));
const path = (name: string): string => join(folder, name);
/** Every third one will do. */
const classes = readdirSync(sample)
  .filter((name) => /^n\d/.test(name))
  .filter((_, i) => i % 3 === 0);

/** The sample's only picture of a class. */
function pictureOf(wordnetId: string): Buffer {
  const [name] = readdirSync(join(sample, wordnetId));
  return readFileSync(join(sample, wordnetId, name));
}

beforeAll(async () => {
  await writeTinyCheckpoint(path('tiny.safetensors'), { numClasses: 1000 });
  const train = new Map<string, Uint8Array>();
  const val = new Map<string, Uint8Array>();
  const truth: number[] = [];
  const ids = readFileSync(join(meta, 'meta-ids.txt'), 'utf8').trim().split('\n');
  for (const [i, wordnetId] of classes.entries()) {
    const picture = pictureOf(wordnetId);
    train.set(`${wordnetId}.tar`, await tarOf(new Map([[`${wordnetId}_1.JPEG`, picture]])));
    val.set(`ILSVRC2012_val_${String(i + 1).padStart(8, '0')}.JPEG`, picture);
    truth.push(ids.indexOf(wordnetId) + 1);
  }
  writeFileSync(path('train.tar'), await tarOf(train));
  writeFileSync(path('val.tar'), await tarOf(val));
  const devkit = new Map([
    ['d/data/ILSVRC2012_validation_ground_truth.txt', Buffer.from(`${truth.join('\n')}\n`)],
    ['d/data/meta.mat', readFileSync(join(meta, 'meta.mat'))],
  ]);
  writeFileSync(path('devkit.tar.gz'), gzipSync(await tarOf(devkit)));
});

const prepare = (out: string): string[] => [
  ...['data', 'prepare', 'imagenet', '--out', path(out), '--shard-size', '1'],
  ...['--train', path('train.tar'), '--val', path('val.tar'), '--devkit', path('devkit.tar.gz')],
];

it('archives of the sample, killed ten times on their way to shards, evaluate', async () => {
  expect((await mobilenext(prepare('unbroken'))).exitCode).toBe(0);
  const random = randomStream(14, 0, 0, 'kill');
  const directory = path('killed');
  await killAgainAndAgain(prepare('killed'), { directory, times: 10, random });
  const last = await mobilenext([...prepare('killed'), '--verify']);
  expect(last.stdout).toContain('80 shards with 80 pictures');
  expect(hashesOf(directory)).toEqual(hashesOf(path('unbroken')));

  // The labels are those that PaddleClas's list beside the sample states.
  const list = await openDataset(join(sample, 'val_list.txt'));
  const val = await openDataset(directory, { split: 'val' });
  const labels = (dataset: typeof val) =>
    Array.from({ length: dataset.length }, (_, i) => dataset.label(i)).sort((a, b) => a - b);
  expect(new Set(labels(list))).toEqual(new Set([...labels(list), ...labels(val)]));
  expect(Buffer.from(await val.read(7)).equals(pictureOf(classes[7]))).toBe(true);
  await val.close();

  const words = ['eval', path('tiny.safetensors'), '--strides', 'small', '--data'];
  type Result = { readonly samples: number; readonly perClass: readonly unknown[] };
  const result = await mobilenextJson<Result>([...words, directory]);
  expect(result.samples).toBe(40);
  const named = imagenetClasses().filter(({ wordnetId }) => classes.includes(wordnetId));
  expect(named).toHaveLength(40);
  // The sample itself names 120 of ImageNet's classes: its pictures are found under the same labels.
  const folders = await mobilenextJson<Result>([...words, sample]);
  expect(folders.samples).toBe(120);
  for (const { index, wordnetId } of named) {
    expect(result.perClass[index]).toMatchObject({ name: wordnetId, samples: 1 });
    expect(folders.perClass[index]).toEqual(result.perClass[index]);
  }
});
