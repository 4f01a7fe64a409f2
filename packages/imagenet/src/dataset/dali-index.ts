import type { FileHandle } from 'node:fs/promises';
import { readFile, stat } from 'node:fs/promises';
import { liesInside, standsInArchive, type TarMember } from './tar-index.js';

/**
 * The index that lies beside a shard, `train-00.idx`: with it a shard opens without a walk over all
 * of its headers. Source: the format of NVIDIA DALI's `wds2idx`, version 1.2: a line with the
 * number of samples, then for each its members as "extension offset size name".
 */
const VERSION = 'v1.2';

export const indexPathOf = (archive: string): string => archive.replace(/\.tar$/, '.idx');

/** The text of an index for members that are a sample each; undefined where a name holds blanks. */
export function formatIndex(members: readonly TarMember[]): string | undefined {
  if (members.some(({ name }) => /\s/.test(name))) return undefined;
  const lines = members.map(({ name, offset, size }) => {
    const extension = /\.([^/]*)$/.exec(name)?.[1] ?? '';
    return `${extension} ${offset} ${size} ${name}`;
  });
  return `${[`${VERSION} ${members.length}`, ...lines].join('\n')}\n`;
}

/** Members by the index beside an archive; undefined where there is none or it is not of this file. */
export async function readIndexFile(
  archive: string,
  handle: FileHandle,
): Promise<readonly TarMember[] | undefined> {
  const path = indexPathOf(archive);
  const found = await stat(path).catch(() => undefined);
  // An index is a fraction of its archive: anything else under its name is not worth the memory.
  const { size: archiveSize } = await handle.stat();
  if (!found || found.size > archiveSize) return undefined;
  const members = parseIndex(await readFile(path, 'utf8').catch(() => ''));
  if (!members || members.length === 0) return undefined;
  // Whoever reads a member takes memory for its size first.
  if (!members.every((member) => liesInside(member, archiveSize))) return undefined;
  const [first, last] = [members[0], members[members.length - 1]];
  const isOfThisFile =
    (await standsInArchive(handle, first)) && (await standsInArchive(handle, last));
  return isOfThisFile ? members : undefined;
}

function parseIndex(text: string): readonly TarMember[] | undefined {
  const [head, ...lines] = text.trimEnd().split('\n');
  const [version, count] = head.split(' ');
  if (version !== VERSION || Number(count) !== lines.length) return undefined;
  const members: TarMember[] = [];
  for (const line of lines) {
    const words = line.split(' ');
    if (words.length % 4 !== 0) return undefined;
    for (let i = 0; i < words.length; i += 4) {
      const [offset, size] = [Number(words[i + 1]), Number(words[i + 2])];
      if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(size)) return undefined;
      members.push({ name: words[i + 3], offset, size });
    }
  }
  return members;
}
