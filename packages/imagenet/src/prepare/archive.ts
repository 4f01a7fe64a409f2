import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { badArchive, dataMissing, otherArchive, unknownClass, wrongCount } from '../errors.js';
import { isPictureName } from '../dataset/picture-names.js';
import { indexTar, type TarMember } from '../dataset/tar-index.js';
import type { Devkit } from './devkit.js';
import { isWordnetId } from './synset.js';

/** A picture inside an official archive, under the name that it has in the shards. */
export type ArchivedPicture = TarMember;

/** Tells an archive from another one without reading all of it. */
export interface ArchiveIdentity {
  /** Name of the file. */
  readonly archive: string;
  readonly bytes: number;
  /** SHA-256 of names, places and sizes of its members. */
  readonly listing: string;
}

/** An official archive as groups of pictures, read one after another. */
export interface Archive {
  readonly path: string;
  readonly handle: FileHandle;
  readonly identity: ArchiveIdentity;
  readonly groups: number;
  /** @throws {ImagenetError} `DATA_CORRUPT` */
  readonly pictures: (group: number) => Promise<readonly ArchivedPicture[]>;
}

/**
 * `ILSVRC2012_img_train.tar`: a tar for each class, a group each.
 *
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_CORRUPT`, `DATA_CLASSES`
 */
export const openTrainArchive = (path: string, classes: readonly string[]): Promise<Archive> =>
  openArchive(path, (members, handle) => {
    if (members.length === 0) throw otherArchive(path, 'is empty');
    const known = new Set(classes);
    const tars = members.map((member) => {
      const { name } = member;
      if (isPictureName(name)) {
        throw otherArchive(path, `holds pictures, such as ${name}, and no tar for each class`);
      }
      const wordnetId = basename(name, '.tar');
      if (!name.endsWith('.tar') || !isWordnetId(wordnetId)) {
        throw otherArchive(path, `holds ${name}, which is no class's tar such as n01440764.tar`);
      }
      if (!known.has(wordnetId)) throw unknownClass(path, wordnetId);
      return { ...member, wordnetId };
    });
    return {
      groups: tars.length,
      pictures: async (group) => {
        const tar = tars[group];
        const inside = await indexTar(handle, `${path}: ${tar.name}`, {
          part: tar,
          needsEnd: true,
        });
        return inside
          .filter(({ name }) => isPictureName(name))
          .map((member) => ({ ...member, name: `${tar.wordnetId}/${basename(member.name)}` }));
      },
    };
  });

/**
 * `ILSVRC2012_img_val.tar`: pictures numbered from 1, in one group; the devkit tells their classes.
 *
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_CORRUPT`
 */
export const openValArchive = (path: string, { synsets, groundTruth }: Devkit): Promise<Archive> =>
  openArchive(path, (members) => {
    const named = members.map((member) => {
      const [, number] = /^ILSVRC2012_val_(\d+)\.JPEG$/i.exec(basename(member.name)) ?? [];
      const place = groundTruth[Number(number) - 1];
      if (number === undefined || place === undefined) {
        throw otherArchive(path, `holds ${member.name}, no picture that the devkit knows`);
      }
      return { ...member, name: `${synsets[place].wordnetId}/${basename(member.name)}` };
    });
    if (named.length !== groundTruth.length) {
      throw wrongCount(path, named.length, groundTruth.length);
    }
    return { groups: 1, pictures: () => Promise.resolve(named) };
  });

async function openArchive(
  path: string,
  plan: (members: readonly TarMember[], handle: FileHandle) => Pick<Archive, 'groups' | 'pictures'>,
): Promise<Archive> {
  const handle = await open(path).catch((error: unknown) => {
    throw dataMissing(path, error);
  });
  try {
    const { size: bytes } = await handle.stat();
    const members = await indexTar(handle, path, { needsEnd: true });
    const listing = createHash('sha256').update(JSON.stringify(members)).digest('hex');
    const identity = { archive: basename(path), bytes, listing };
    return { path, handle, identity, ...plan(members, handle) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A picture's bytes. @throws {ImagenetError} `DATA_CORRUPT` */
export async function readArchived(
  { handle, path }: Pick<Archive, 'handle' | 'path'>,
  { name, offset, size }: ArchivedPicture,
): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, offset);
  if (bytesRead < size) throw badArchive(path, `ends inside ${name}`);
  return bytes;
}
