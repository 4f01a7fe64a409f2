import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatIndex, indexPathOf } from '../dataset/dali-index.js';
import { indexTar, type TarMember } from '../dataset/tar-index.js';
import { notPrepared, shardDamaged, unfinished, unreadable } from '../errors.js';
import type { ShardEntry } from '../shards/shard-index.js';
import { countOf, readState } from './state.js';

/** What was read again and found to be as it was written. */
export interface VerifiedShards {
  readonly shards: number;
  readonly pictures: number;
  readonly bytes: number;
}

/**
 * Reads every shard of a prepared folder again: its bytes by their SHA-256, its pictures by their
 * number, and its index by the archive itself.
 *
 * @throws {ImagenetError} `CHECKSUM`, `DATA_MISSING`, `DATA_UNFINISHED`, `DATA_UNREADABLE`
 */
export async function verifyPrepared(
  directory: string,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, shards: number) => void;
  } = {},
): Promise<VerifiedShards> {
  const state = await readState(directory);
  if (!state) throw notPrepared(directory);
  if (!state.isFinished) throw unfinished(directory);
  const shards = Object.values(state.splits).flatMap((split) => split.shards);
  for (const [done, shard] of shards.entries()) {
    options.signal?.throwIfAborted();
    await verifyShard(directory, shard);
    options.onProgress?.(done + 1, shards.length);
  }
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  return { shards: shards.length, pictures: countOf(shards), bytes };
}

async function verifyShard(
  directory: string,
  { file, sha256, count, bytes }: ShardEntry,
): Promise<void> {
  const path = join(directory, file);
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await handle.stat();
    if (size !== bytes) throw shardDamaged(path, `has ${size} bytes in place of ${bytes}`);
    if ((await sha256Of(path)) !== sha256) throw shardDamaged(path, 'has another content');
    const members = await indexTar(handle, path);
    if (members.length !== count) {
      throw shardDamaged(path, `holds ${members.length} pictures in place of ${count}`);
    }
    await verifyIndex(indexPathOf(path), members);
  } finally {
    await handle.close();
  }
}

/** The index must be the text that was written; for names that it cannot hold there is none. */
async function verifyIndex(path: string, members: readonly TarMember[]): Promise<void> {
  const wanted = formatIndex(members);
  const found = await stat(path).catch(() => undefined);
  if (!found && wanted === undefined) return;
  if (!found) throw shardDamaged(path, 'is gone');
  const isSame =
    wanted !== undefined &&
    found.size === Buffer.byteLength(wanted) &&
    (await readFile(path, 'utf8').catch(() => undefined)) === wanted;
  if (!isSame) throw shardDamaged(path, 'names other places than its archive');
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
