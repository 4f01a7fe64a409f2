import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { badDevkit, dataMissing } from '../errors.js';
import { tgzMembers } from '../fetch/tgz-members.js';
import { readMatStructs } from './mat5.js';
import { isWordnetId, type Synset } from './synset.js';

const GROUND_TRUTH = 'ILSVRC2012_validation_ground_truth.txt';
const META = 'meta.mat';
/** In the archive and in its unpacked folder. */
const DATA_FOLDER = 'data';

/** What the devkit says: which class each validation picture is of. */
export interface Devkit {
  /** In the order of ILSVRC2012_ID, which is not that of the WordNet ids. */
  readonly synsets: readonly Synset[];
  /** Of picture i + 1: a place in {@link synsets}. */
  readonly groundTruth: readonly number[];
}

/**
 * Reads the devkit of ILSVRC2012, its archive `ILSVRC2012_devkit_t12.tar.gz` or its unpacked folder.
 *
 * @param synsetList a file with a WordNet id on each line, in the order of ILSVRC2012_ID, to be used
 * instead of `meta.mat`
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_CORRUPT`
 */
export async function readDevkit(path: string, synsetList?: string): Promise<Devkit> {
  const files = await filesOf(path);
  const truth = files.get(GROUND_TRUTH);
  if (!truth) throw badDevkit(path, `holds no ${GROUND_TRUTH}`);
  const synsets = synsetList
    ? await readSynsetList(synsetList)
    : synsetsOfMeta(path, files.get(META));
  return { synsets, groundTruth: parseGroundTruth(path, truth.toString('latin1'), synsets.length) };
}

async function filesOf(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [GROUND_TRUTH, META];
  const files = new Map<string, Buffer>();
  const found = await stat(path).catch((error: unknown) => {
    throw dataMissing(path, error);
  });
  if (found.isDirectory()) {
    for (const name of wanted) {
      const content = await readFile(join(path, DATA_FOLDER, name)).catch(() =>
        readFile(join(path, name)).catch(() => undefined),
      );
      if (content) files.set(name, content);
    }
    return files;
  }
  const isWanted = (name: string): boolean => wanted.includes(basename(name));
  for await (const { name, content } of tgzMembers(path, isWanted)) {
    files.set(basename(name), content);
  }
  return files;
}

/** Synsets with number 1 to 1000 are the classes; further ones are nodes above them. */
function synsetsOfMeta(path: string, meta: Buffer | undefined): readonly Synset[] {
  if (!meta) throw badDevkit(path, `holds no ${META}`);
  const synsets: Synset[] = [];
  const records = structsOf(path, meta);
  for (const { ILSVRC2012_ID: id, WNID: wordnetId, words, num_children: children } of records) {
    if (children !== 0 || typeof id !== 'number' || typeof wordnetId !== 'string') continue;
    // A list as long as the largest number would otherwise be made.
    if (!Number.isInteger(id) || id < 1 || id > records.length) {
      throw badDevkit(path, `has a ${META} with the class ${id} among ${records.length}`);
    }
    synsets[id - 1] = { wordnetId, words: String(words ?? '') };
  }
  checkSynsets(`${path}: ${META}`, synsets);
  return synsets;
}

function structsOf(path: string, meta: Buffer): ReturnType<typeof readMatStructs> {
  try {
    return readMatStructs(meta, 'synsets');
  } catch (error) {
    throw badDevkit(path, `has a ${META} that cannot be read`, error);
  }
}

/** Lines "WordNet id" or "WordNet id words". @throws {ImagenetError} `DATA_MISSING`, `DATA_CORRUPT` */
export async function readSynsetList(path: string): Promise<readonly Synset[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw dataMissing(path, error);
  });
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const synsets = lines.map((line) => {
    const [, wordnetId = '', words = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    return { wordnetId, words };
  });
  checkSynsets(path, synsets);
  return synsets;
}

function checkSynsets(path: string, synsets: readonly (Synset | undefined)[]): void {
  const wrong = Array.from(synsets).findIndex(
    (synset) => synset === undefined || !isWordnetId(synset.wordnetId),
  );
  if (wrong >= 0 || synsets.length === 0) {
    throw badDevkit(path, `has no WordNet id, such as n01440764, for class ${wrong + 1}`);
  }
  if (new Set(synsets.map((synset) => synset?.wordnetId)).size < synsets.length) {
    throw badDevkit(path, 'names a WordNet id twice');
  }
}

function parseGroundTruth(path: string, text: string, classes: number): readonly number[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      const id = Number(line);
      if (Number.isInteger(id) && id >= 1 && id <= classes) return id - 1;
      throw badDevkit(
        path,
        `has no class from 1 to ${classes} in line ${i + 1} of ${GROUND_TRUTH}`,
      );
    });
}
