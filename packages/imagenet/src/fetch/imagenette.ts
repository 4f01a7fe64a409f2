import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isPictureName } from '../dataset/picture-names.js';
import { badArchive, dataMissing, folderGiven, onlyByHand, otherContent } from '../errors.js';
import { newShardFolder } from '../shards/new-shard-folder.js';
import { intactIndex, type ShardEntry, type ShardIndex } from '../shards/shard-index.js';
import { type ShardPicture, writeShard } from '../shards/write-shard.js';
import { md5OfFile } from './download.js';
import type { FetchedDataset, FetchOptions } from './progress.js';
import { tgzMembers } from './tgz-members.js';

/** The ten classes by WordNet id, as the archive's folders are called. */
export const IMAGENETTE_CLASSES = [
  ...['n01440764', 'n02102040', 'n02979186', 'n03000684', 'n03028079'],
  ...['n03394916', 'n03417042', 'n03425413', 'n03445777', 'n03888257'],
] as const;

const DATASET = 'Imagenette';
const PAGE = 'https://github.com/fastai/imagenette';
/** Of imagenette2.tgz, imagenette2-320.tgz and imagenette2-160.tgz. Source: torchvision. */
const ARCHIVE_MD5S: readonly string[] = [
  'fe2fc210e6bb7c5664d602c3cd71e612',
  '3df6f0d01a2c9592104656642f5e78a3',
  'e793b78cc4c9e9a4ccc0c1155377a412',
];
const SHARD_SIZE = 1000;

export interface FetchImagenetteOptions extends FetchOptions {
  /** `imagenette2.tgz`, `imagenette2-320.tgz` or `imagenette2-160.tgz`, fetched by hand. */
  readonly archive?: string;
}

/**
 * Writes Imagenette (ten easy classes of ImageNet, 9,469 pictures to train on and 3,925 to test on)
 * as tar shards, from an archive that a person has fetched: no package registry has it. A folder that
 * holds it already is checked and kept.
 *
 * @throws {ImagenetError} `NETWORK` without an archive, `DATA_MISSING`, `CHECKSUM`, `DATA_CORRUPT`,
 * `EXISTS`, `ARGUMENT` for a folder, which needs no preparation
 */
export async function fetchImagenette(options: FetchImagenetteOptions): Promise<FetchedDataset> {
  const { directory, archive } = options;
  const known = await intactIndex(directory, DATASET);
  if (known) return { directory, classes: known.classes, counts: known.totals, cached: true };
  if (archive === undefined) throw onlyByHand(DATASET, PAGE);
  const found = await stat(archive).catch((error: unknown) => {
    throw dataMissing(archive, error);
  });
  if (found.isDirectory()) throw folderGiven(archive);
  const md5 = await md5OfFile(archive);
  if (!ARCHIVE_MD5S.includes(md5)) throw otherContent(archive, md5, ARCHIVE_MD5S.join(' or '));
  const { classes, totals } = await writeImagenette(archive, options);
  return { directory, classes, counts: totals, cached: false };
}

/** The shards of an archive, one in memory at a time for each split. */
export async function writeImagenette(
  archive: string,
  { directory, signal, onProgress }: FetchOptions,
): Promise<ShardIndex> {
  return newShardFolder(directory, async (folder) => {
    const pending = new Map<string, ShardPicture[]>();
    const shards: ShardEntry[] = [];
    const flush = async (split: string): Promise<void> => {
      const pictures = pending.get(split) ?? [];
      pending.delete(split);
      const number = shards.filter((shard) => shard.split === split).length;
      const file = `${split}-${String(number).padStart(2, '0')}.tar`;
      shards.push(await writeShard(pictures, { folder, file, split }));
      onProgress?.({ step: 'write', done: shards.length, total: 0 });
    };
    for await (const { name, content } of tgzMembers(archive, isPictureName)) {
      signal?.throwIfAborted();
      const { split, member } = placeOf(archive, name);
      const pictures = pending.get(split) ?? [];
      pending.set(split, pictures);
      pictures.push({ name: member, bytes: content });
      if (pictures.length === SHARD_SIZE) await flush(split);
    }
    for (const split of [...pending.keys()].sort()) await flush(split);
    return indexOf(shards);
  });
}

/** `imagenette2-160/train/n01440764/n01440764_10026.JPEG` */
function placeOf(archive: string, name: string) {
  const [, split, id] = /(?:^|\/)(train|val)\/([^/]+)\/[^/]+$/.exec(name) ?? [];
  if (!split || !(IMAGENETTE_CLASSES as readonly string[]).includes(id)) {
    throw badArchive(archive, `holds ${name}, which is of no split and class of ${DATASET}`);
  }
  return { split, member: `${id}/${basename(name)}` };
}

function indexOf(shards: readonly ShardEntry[]): ShardIndex {
  const sorted = [...shards].sort((a, b) => (a.file < b.file ? -1 : 1));
  const totals: Record<string, number> = {};
  for (const { split, count } of sorted) totals[split] = (totals[split] ?? 0) + count;
  return {
    formatVersion: 1,
    dataset: DATASET,
    source: `${PAGE}; J. Howard, a part of ImageNet`,
    licence: "Apache-2.0 for the selection; the pictures are ImageNet's",
    classes: IMAGENETTE_CLASSES,
    totals,
    shards: sorted,
  };
}
