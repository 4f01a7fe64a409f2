import type { FileHandle } from 'node:fs/promises';
import { noLabelIn } from '../errors.js';
import type { TarMember } from './tar-index.js';

/** Where a sample's label may stand, the surest first. */
const LABEL_EXTENSIONS = ['cls', 'json', 'txt'] as const;
type LabelExtension = (typeof LABEL_EXTENSIONS)[number];

/** A file with a label is small; a caption or a record of metadata may be longer. */
const LONGEST = 1024 * 1024;
/** More classes than anybody has: a larger number is a mistake, and would cost memory. */
export const MOST_CLASSES = 1_000_000;

/** Labels by WebDataset's sample key, as numbers or as class names. */
export type SampleLabels = ReadonlyMap<string, number | string>;

/** As WebDataset has it: up to the first dot of the name itself, the folders included. */
export const sampleKey = (name: string): string => /^(.*\/)?[^./]*/.exec(name)?.[0] ?? name;

/** The labels of those samples that have a file for them. @throws {ImagenetError} `DATA_CLASSES` */
export async function readSampleLabels(
  handle: FileHandle,
  path: string,
  members: readonly TarMember[],
): Promise<SampleLabels> {
  const files = labelFiles(members);
  const labels = new Map<string, number | string>();
  for (const [key, { member, extension }] of files) {
    if (member.size > LONGEST) throw noLabelIn(path, member.name, 'is too long for a label');
    const content = Buffer.alloc(member.size);
    await handle.read(content, 0, member.size, member.offset);
    const label = labelIn(content.toString('utf8').trim(), extension);
    const isNumber = typeof label === 'number';
    if (label === undefined || (isNumber && !(label < MOST_CLASSES))) {
      throw noLabelIn(path, member.name, 'holds no label');
    }
    labels.set(key, label);
  }
  return labels;
}

interface LabelFile {
  readonly member: TarMember;
  readonly extension: LabelExtension;
}

/**
 * The surest label file of each sample. Where a folder names the class, a .json or .txt is about
 * something else, such as a caption.
 */
function labelFiles(members: readonly TarMember[]): ReadonlyMap<string, LabelFile> {
  const files = new Map<string, LabelFile>();
  for (const extension of LABEL_EXTENSIONS) {
    for (const member of members) {
      if (!member.name.endsWith(extension)) continue;
      const key = sampleKey(member.name);
      const mayLabel = extension === 'cls' || !key.includes('/');
      if (mayLabel && member.name === `${key}.${extension}` && !files.has(key)) {
        files.set(key, { member, extension });
      }
    }
  }
  return files;
}

function labelIn(text: string, extension: LabelExtension): number | string | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (extension === 'txt') return text === '' ? undefined : text;
  if (extension === 'cls') return undefined;
  const label = labelField(text);
  const isLabel = typeof label === 'string' || (Number.isInteger(label) && (label as number) >= 0);
  return isLabel ? (label as string | number) : undefined;
}

function labelField(text: string): unknown {
  try {
    const record = JSON.parse(text) as { label?: unknown; cls?: unknown } | null;
    return record?.label ?? record?.cls;
  } catch {
    return undefined;
  }
}
