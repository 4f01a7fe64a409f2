import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack, type Pack } from 'tar-stream';
import { formatIndex, indexPathOf } from '../dataset/dali-index.js';
import { indexTar } from '../dataset/tar-index.js';
import { type FileSystem, writeAtomic, writeTextAtomic } from '../files/write-atomic.js';
import type { ShardEntry } from './shard-index.js';

/** A picture's file, unchanged. */
export interface ShardPicture {
  /** `CLASS/NAME.JPEG` */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Writes one shard and its index, a picture in memory at a time; the same bytes for the same pictures. */
export async function writeShard(
  pictures: AsyncIterable<ShardPicture> | Iterable<ShardPicture>,
  shard: { readonly folder: string; readonly file: string; readonly split: string },
  files?: FileSystem,
): Promise<ShardEntry> {
  const { folder, file, split } = shard;
  const path = join(folder, file);
  const { members, bytes, sha256 } = await writeAtomic(
    path,
    (handle) => writePictures(handle, path, pictures),
    files,
  );
  const index = formatIndex(members);
  if (index !== undefined) await writeTextAtomic(indexPathOf(path), index, files);
  const perClass: Record<string, number> = {};
  for (const { name } of members) perClass[dirname(name)] = (perClass[dirname(name)] ?? 0) + 1;
  return { file, split, count: members.length, bytes, sha256, perClass };
}

async function writePictures(
  handle: FileHandle,
  path: string,
  pictures: AsyncIterable<ShardPicture> | Iterable<ShardPicture>,
) {
  const archive = pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const write = async (): Promise<void> => {
    // Leaving the loop by an error ends the archive, and with it the other side.
    for await (const chunk of archive) {
      const piece = chunk as Buffer;
      hash.update(piece);
      await handle.writeFile(piece);
      bytes += piece.length;
    }
  };
  const fill = async (): Promise<void> => {
    try {
      for await (const picture of pictures) await addTo(archive, picture);
      archive.finalize();
    } catch (error) {
      archive.destroy(error as Error);
      throw error;
    }
  };
  const [written, filled] = await Promise.allSettled([write(), fill()]);
  // Where one side fails so does the other. Writing knows the reason: that of a picture reaches it.
  for (const side of [written, filled]) if (side.status === 'rejected') throw side.reason;
  return { members: await indexTar(handle, path), bytes, sha256: hash.digest('hex') };
}

/** Waits until the archive has room for more. */
const addTo = (archive: Pack, { name, bytes }: ShardPicture): Promise<void> =>
  new Promise((resolve, reject) => {
    // No time and no owner, so that the same pictures give the same archive.
    archive.entry({ name, mode: 0o644, mtime: new Date(0) }, bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
