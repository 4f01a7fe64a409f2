import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { badArchive, dataMissing, otherContent } from '../errors.js';
import { intactIndex } from '../shards/shard-index.js';
import { download, md5OfFile } from './download.js';
import type { FetchedDataset, FetchOptions } from './progress.js';
import { tgzMembers } from './tgz-members.js';
import { type LabelledPixels, writeShards } from './write-shards.js';

export const CIFAR10_CLASSES = [
  ...['airplane', 'automobile', 'bird', 'cat', 'deer'],
  ...['dog', 'frog', 'horse', 'ship', 'truck'],
] as const;

const DATASET = 'CIFAR-10';
const ARCHIVE_URL = 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz';
const ARCHIVE_MD5 = 'c32a1d4ab5d03f1284b67883e8d87530';
const SIDE = 32;
const PLANE = SIDE * SIDE;
/** A label, then the red, green and blue planes. */
const RECORD = 1 + 3 * PLANE;

export interface FetchCifar10Options extends FetchOptions {
  /** The official archive, where it lies on this machine already. */
  readonly archive?: string;
  /** Where to fetch the official archive; its authors' page by default. */
  readonly url?: string;
}

/**
 * Brings CIFAR-10 (60,000 RGB pictures of 32x32 pixels, 10 classes) from its authors' binary archive
 * and writes it as tar shards. A folder that holds it already is checked and kept.
 *
 * @throws {ImagenetError} `NETWORK`, `DATA_MISSING`, `CHECKSUM`, `DATA_CORRUPT`, `EXISTS`
 */
export async function fetchCifar10(options: FetchCifar10Options): Promise<FetchedDataset> {
  const { directory, signal } = options;
  const known = await intactIndex(directory, DATASET);
  if (known) return { directory, classes: known.classes, counts: known.totals, cached: true };

  const folder = await mkdtemp(join(tmpdir(), 'cifar10-'));
  try {
    const archive = options.archive ?? (await downloadArchive(folder, options));
    const md5 = await md5OfFile(archive).catch((error: unknown) => {
      throw dataMissing(archive, error);
    });
    if (md5 !== ARCHIVE_MD5) throw otherContent(archive, md5, ARCHIVE_MD5);
    const splits = await readCifar10(archive, options);
    signal?.throwIfAborted();
    const { classes, totals } = await writeShards(
      {
        dataset: DATASET,
        source: `${ARCHIVE_URL}; Krizhevsky, Learning Multiple Layers of Features, 2009`,
        licence: 'none stated; research use, the report is to be cited',
        classes: CIFAR10_CLASSES,
        pictureSize: [SIDE, SIDE],
        channels: 3,
        splits,
      },
      options,
    );
    return { directory, classes, counts: totals, cached: false };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function downloadArchive(folder: string, options: FetchCifar10Options): Promise<string> {
  const { url = ARCHIVE_URL } = options;
  const path = join(folder, 'cifar-10-binary.tar.gz');
  await download(url, path, 'check the network, or fetch it by hand and give the file', options);
  return path;
}

/** Pictures of both splits in the archive's order. */
export async function readCifar10(
  archive: string,
  { signal, onProgress }: Pick<FetchOptions, 'signal' | 'onProgress'> = {},
): Promise<{
  readonly train: readonly LabelledPixels[];
  readonly test: readonly LabelledPixels[];
}> {
  const train: LabelledPixels[] = [];
  const test: LabelledPixels[] = [];
  let done = 0;
  for await (const { name, content } of tgzMembers(archive, isBatch)) {
    signal?.throwIfAborted();
    const split = basename(name).startsWith('test') ? test : train;
    for (const picture of parseBatch(`${archive}: ${name}`, content)) split.push(picture);
    onProgress?.({ step: 'read', done: ++done, total: 6 });
  }
  return { train, test };
}

const isBatch = (name: string): boolean => /(^|\/)(data_batch_\d|test_batch)\.bin$/.test(name);

function parseBatch(name: string, content: Buffer): readonly LabelledPixels[] {
  if (content.length % RECORD !== 0) {
    throw badArchive(name, `is no whole number of records of ${RECORD} bytes`);
  }
  return Array.from({ length: content.length / RECORD }, (_, i) => {
    const record = content.subarray(i * RECORD, (i + 1) * RECORD);
    if (record[0] >= CIFAR10_CLASSES.length) throw badArchive(name, `has a label ${record[0]}`);
    return { label: record[0], data: interleaved(record.subarray(1)) };
  });
}

/** [3, 32, 32] to [32, 32, 3]. */
function interleaved(planes: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: 3 * PLANE },
    (_, i) => planes[(i % 3) * PLANE + Math.floor(i / 3)],
  );
}
