import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderInUse, noFolder } from '../errors.js';

/** One line of `index.json`. */
export interface ShardEntry {
  readonly file: string;
  readonly split: string;
  readonly count: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly perClass: Readonly<Record<string, number>>;
}

/** `index.json`, beside the shards. */
export interface ShardIndex {
  readonly formatVersion: 1;
  readonly dataset: string;
  readonly source: string;
  readonly licence: string;
  readonly classes: readonly string[];
  /** Where all pictures are of one size. */
  readonly pictureSize?: readonly [width: number, height: number];
  /** Where the pictures were shuffled once, so that every shard holds all classes. */
  readonly shuffleSeed?: number;
  readonly totals: Readonly<Record<string, number>>;
  readonly shards: readonly ShardEntry[];
}

export const INDEX_FILE = 'index.json';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * The index of a data set that is complete and undamaged; undefined where there is none or where
 * a shard is not as its checksum says.
 *
 * @throws {ImagenetError} `EXISTS`: the folder holds something else
 */
export async function intactIndex(
  directory: string,
  dataset: string,
): Promise<ShardIndex | undefined> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOTDIR') throw noFolder(directory);
    return [];
  });
  if (names.length === 0) return undefined;
  const index = await readIndex(directory);
  if (index?.dataset !== dataset) throw folderInUse(directory);
  for (const { file, sha256: wanted } of index.shards) {
    const bytes = await readFile(join(directory, file)).catch(() => undefined);
    if (!bytes || sha256(bytes) !== wanted) return undefined;
  }
  return index;
}

async function readIndex(directory: string): Promise<ShardIndex | undefined> {
  try {
    const index = JSON.parse(await readFile(join(directory, INDEX_FILE), 'utf8')) as ShardIndex;
    return index.formatVersion === 1 ? index : undefined;
  } catch {
    return undefined;
  }
}
