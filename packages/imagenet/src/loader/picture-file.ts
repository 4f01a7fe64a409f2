import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CHANNELS, type Picture } from '@mobilenext/pictures';
import type { Dataset } from '../dataset/dataset.js';
import { aboutPicture, ImagenetError, unreadable } from '../errors.js';
import { failedWrite, writeAtomic } from '../files/write-atomic.js';
import { decode } from '../picture/decode.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import type { PictureCache } from './picture-cache.js';
import { prefetched } from './prefetched.js';

/** Files of decoded pictures, one for each data set, which runs share. */
export interface PictureFileOptions {
  /** Made where it is not there. */
  readonly directory: string;
  /**
   * Scales pictures whose short side is longer down to it, so that the file becomes smaller; the
   * network then sees other pixels than without the file. By default they are kept as decoded.
   */
  readonly shortSide?: number;
}

// Raised with every change of the layout: header, index of all pictures, pixels.
const MAGIC = 'MNXTPIX1';
const KEY_BYTES = 32;
const HEADER_BYTES = MAGIC.length + KEY_BYTES;
/** float64 offset, uint32 width, uint32 height; little-endian. A rotten picture has no width. */
const ENTRY_BYTES = 16;
const AHEAD = 8;

/** A picture file that is open, for one thread. */
export interface PictureFile extends Pick<PictureCache, 'get'> {
  close(): void;
}

/**
 * Opens the pictures of a data set in its file; undefined where it is not there, was cut off, or is of
 * another version.
 *
 * @throws {ImagenetError} `DATA_UNREADABLE`: it is there, and not a file or damaged
 */
export function openPictureFile(
  dataset: Dataset,
  options: PictureFileOptions,
): PictureFile | undefined {
  const header = headerOf(dataset, options);
  const path = pathOf(header, options);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const pictures = picturesIn(file, header, dataset.length);
    if (!pictures) closeSync(file);
    return pictures;
  } catch (error) {
    closeSync(file);
    throw unreadable(path, error);
  }
}

/** @param length pictures of the data set */
function picturesIn(file: number, expected: Buffer, length: number): PictureFile | undefined {
  const read = (size: number, at: number): Buffer | undefined => {
    const bytes = Buffer.allocUnsafe(size);
    return readSync(file, bytes, 0, size, at) === size ? bytes : undefined;
  };
  const header = read(HEADER_BYTES, 0);
  const index = read(ENTRY_BYTES * length, HEADER_BYTES);
  const isWhole = index && fstatSync(file).size >= endOf(index, length);
  if (!header?.equals(expected) || !isWhole) return undefined;
  return {
    get(picture) {
      const { offset, width, height } = entryAt(index, picture);
      const data = width > 0 ? read(width * height * CHANNELS, offset) : undefined;
      return data && { width, height, data };
    },
    close: () => closeSync(file),
  };
}

/**
 * Decodes all pictures of a data set into its file. It appears whole or not at all, so that runs
 * which write it at the same time do not disturb each other. Rotten pictures have no pixels in it.
 *
 * @throws {ImagenetError} `DISK_FULL`, `NOT_WRITABLE`; the signal's reason
 */
export async function writePictureFile(
  dataset: Dataset,
  options: PictureFileOptions,
  signal?: AbortSignal,
): Promise<void> {
  const header = headerOf(dataset, options);
  const path = pathOf(header, options);
  await mkdir(options.directory, { recursive: true }).catch((error: unknown) => {
    throw failedWrite(options.directory, error);
  });
  const write = (file: FileHandle): Promise<void> =>
    writeAll(file, { header, dataset, options, signal });
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeAtomic(path, write, undefined, temporary);
}

interface Writing {
  readonly header: Buffer;
  readonly dataset: Dataset;
  readonly options: PictureFileOptions;
  readonly signal: AbortSignal | undefined;
}

async function writeAll(
  file: FileHandle,
  { header, dataset, options, signal }: Writing,
): Promise<void> {
  const index = Buffer.alloc(ENTRY_BYTES * dataset.length);
  let offset = HEADER_BYTES + index.length;
  const load = (i: number): Promise<Picture | null> => pictureOf(dataset, i, options);
  let i = 0;
  for await (const picture of prefetched(Array(dataset.length).keys(), load, AHEAD)) {
    signal?.throwIfAborted();
    if (picture) {
      await writeWhole(file, picture.data, offset);
      putEntry(index, i, { offset, width: picture.width, height: picture.height });
      offset += picture.data.length;
    }
    i++;
  }
  await writeWhole(file, header, 0);
  await writeWhole(file, index, HEADER_BYTES);
}

async function pictureOf(
  dataset: Dataset,
  index: number,
  { shortSide }: PictureFileOptions,
): Promise<Picture | null> {
  try {
    const picture = await decode(await dataset.read(index), { name: dataset.nameOf(index) });
    if (shortSide === undefined || Math.min(picture.width, picture.height) <= shortSide) {
      return picture;
    }
    const how = { interpolation: 'bilinear', rounding: 'torchvision' } as const;
    return resizeShortSide(picture, shortSide, how);
  } catch (error) {
    if (aboutPicture(dataset.nameOf(index), error) instanceof ImagenetError) return null;
    throw error;
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/**
 * Tells pictures by their number and names, and how they are kept. Names of a folder's pictures are
 * paths, which mean another picture in another working directory.
 */
function headerOf(dataset: Dataset, { shortSide }: PictureFileOptions): Buffer {
  const key = createHash('sha256').update(`${shortSide ?? 'as decoded'} ${dataset.length}`);
  for (let i = 0; i < dataset.length; i++) key.update(`\n${resolve(dataset.nameOf(i))}`);
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), key.digest()]);
}

/** Named after what the header tells, so that no data set takes the place of another. */
const pathOf = (header: Buffer, { directory }: PictureFileOptions): string =>
  join(directory, `${header.toString('hex', MAGIC.length, MAGIC.length + 8)}.pictures`);

interface Entry {
  readonly offset: number;
  readonly width: number;
  readonly height: number;
}

function putEntry(index: Buffer, i: number, { offset, width, height }: Entry): void {
  index.writeDoubleLE(offset, i * ENTRY_BYTES);
  index.writeUInt32LE(width, i * ENTRY_BYTES + 8);
  index.writeUInt32LE(height, i * ENTRY_BYTES + 12);
}

/** Of the last pixel. */
function endOf(index: Buffer, pictures: number): number {
  let end = 0;
  for (let i = 0; i < pictures; i++) {
    const { offset, width, height } = entryAt(index, i);
    end = Math.max(end, offset + width * height * CHANNELS);
  }
  return end;
}

const entryAt = (index: Buffer, i: number): Entry => ({
  offset: index.readDoubleLE(i * ENTRY_BYTES),
  width: index.readUInt32LE(i * ENTRY_BYTES + 8),
  height: index.readUInt32LE(i * ENTRY_BYTES + 12),
});
