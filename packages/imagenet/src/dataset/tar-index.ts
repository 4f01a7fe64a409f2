import type { FileHandle } from 'node:fs/promises';
import { badArchive, compressedArchive } from '../errors.js';
import { compressionOf } from './compression.js';

/** Where a regular file lies inside an archive. */
export interface TarMember {
  readonly name: string;
  /** Of the first byte, from the start of the archive. */
  readonly offset: number;
  readonly size: number;
}

const BLOCK = 512;
/** Longest name or extended header that is believed. */
const LONGEST_EXTENSION = 64 * 1024;
/** Headers of small members lie close together: they are read many at a time. */
const WINDOW = 256 * 1024;
/** Behind a large member nothing but its successor's header is read, or all of the archive would be. */
const FEW_BLOCKS = 4 * BLOCK;

/**
 * Finds the members of a tar archive (USTAR, GNU long names, PAX paths and sizes) by jumping from
 * header to header; a stream would have to read everything.
 *
 * @param options.part a whole archive that lies inside the file; all of the file by default
 * @param options.needsEnd whether the mark at the end must be there, without which an archive may
 * have been cut off between two members; some programs leave it out
 * @throws {ImagenetError} `DATA_CORRUPT`, `DATA_COMPRESSED`
 */
export async function indexTar(
  handle: FileHandle,
  path: string,
  options: {
    readonly part?: { readonly offset: number; readonly size: number };
    readonly needsEnd?: boolean;
  } = {},
): Promise<readonly TarMember[]> {
  const { size: fileSize } = await handle.stat();
  const { part, needsEnd = false } = options;
  const archiveStart = part?.offset ?? 0;
  const archiveEnd = part ? part.offset + part.size : fileSize;
  const readAt = windowedReader(handle);
  const compression = compressionOf(await readAt(archiveStart, BLOCK, BLOCK));
  if (compression) throw compressedArchive(path, compression);
  const members: TarMember[] = [];
  let next: { name?: string; size?: number } = {};
  let at = archiveStart;
  // Size of the member before.
  let last = 0;
  let hasEnd = false;
  while (at + BLOCK <= archiveEnd) {
    const ahead = last > WINDOW / 8 ? FEW_BLOCKS : WINDOW;
    const header = parseHeader(await readAt(at, BLOCK, ahead), path);
    hasEnd = header === null;
    if (!header) break;
    const size = next.size ?? header.size;
    const offset = at + BLOCK;
    if (offset + size > archiveEnd) {
      throw badArchive(path, `ends inside its member ${next.name ?? header.name}`);
    }
    if (header.type === 'L' || header.type === 'x') {
      if (size > LONGEST_EXTENSION) throw badArchive(path, 'has an extended header without end');
      const content = (await readAt(offset, size, WINDOW)).toString('utf8');
      next =
        header.type === 'L'
          ? { ...next, name: content.replace(/\0.*$/s, '') }
          : { ...next, ...paxFields(content) };
    } else {
      if (header.type === '0') members.push({ name: next.name ?? header.name, offset, size });
      next = {};
    }
    last = size;
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (needsEnd && !hasEnd) throw badArchive(path, 'has no end');
  return members;
}

/** Whether there is room in an archive for a member and its header. */
export const liesInside = ({ offset, size }: TarMember, archiveSize: number): boolean =>
  size >= 0 && offset >= BLOCK && offset + size <= archiveSize;

/** Whether there is a header right before a member's content that says its size. */
export async function standsInArchive(handle: FileHandle, member: TarMember): Promise<boolean> {
  const block = Buffer.alloc(BLOCK);
  const { bytesRead } = await handle.read(block, 0, BLOCK, member.offset - BLOCK);
  const { size: fileSize } = await handle.stat();
  return (
    bytesRead === BLOCK &&
    checksum(block) === octal(block, 148, 8) &&
    sizeIn(block) === member.size &&
    member.offset + member.size <= fileSize
  );
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** One header; null for the zeros at the end. */
function parseHeader(block: Buffer, path: string): Header | null {
  if (block.every((byte) => byte === 0)) return null;
  if (checksum(block) !== octal(block, 148, 8)) {
    throw badArchive(path, 'is no tar archive, or has a header that does not sum up');
  }
  const isUstar = block.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar && block[262] === 0 ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    name: prefix ? `${prefix}/${name}` : name,
    size: sizeIn(block),
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156]),
  };
}

/** Octal digits or, as GNU's tar writes from 8 GiB on, a marked binary number. */
const sizeIn = (block: Buffer): number =>
  block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : octal(block, 124, 12);

/** Sum of all bytes, with blanks in place of the sum itself. */
const checksum = (block: Buffer): number =>
  block.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0);

const text = (block: Buffer, from: number, length: number): string =>
  block.toString('utf8', from, from + length).replace(/\0.*$/s, '');

const octal = (block: Buffer, from: number, length: number): number =>
  Number.parseInt(text(block, from, length).trim() || '0', 8);

/** Records of the form "length key=value\n". */
function paxFields(content: string): { name?: string; size?: number } {
  const name = /^\d+ path=(.*)$/m.exec(content)?.[1];
  const size = /^\d+ size=(\d+)$/m.exec(content)?.[1];
  return { ...(name ? { name } : {}), ...(size ? { size: Number(size) } : {}) };
}

function windowedReader(
  handle: FileHandle,
): (at: number, length: number, ahead: number) => Promise<Buffer> {
  const buffer = Buffer.alloc(WINDOW);
  let start = 0;
  let filled = 0;
  return async (at, length, ahead) => {
    if (at < start || at + length > start + filled) {
      start = at;
      filled = (await handle.read(buffer, 0, Math.max(length, ahead), at)).bytesRead;
    }
    return buffer.subarray(at - start, at - start + length);
  };
}
