import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badLabel, badListLine, dataEmpty } from '../errors.js';
import { type Dataset, datasetFrom } from './dataset.js';
import { readPicture } from './folder-dataset.js';

/** One picture of a list. */
interface ListLine {
  readonly path: string;
  readonly label: number;
  /** From 1, for messages. */
  readonly line: number;
}

/**
 * A list as PaddleClas has it: on each line a path relative to `root` (by default the list's own
 * folder), a blank and a label. Without names, classes are called by their number.
 */
export async function openList(options: {
  readonly path: string;
  readonly root?: string;
  readonly classes?: readonly string[];
}): Promise<Dataset> {
  const { path, root = dirname(options.path) } = options;
  const lines = parseList(path, await readFile(path, 'utf8'));
  if (lines.length === 0) throw dataEmpty(path);
  const classes = options.classes ?? numberedClasses(lines);
  const outside = lines.find(({ label }) => label >= classes.length);
  if (outside) throw badLabel(path, outside.line, outside.label, classes.length);
  const nameOf = (index: number): string => join(root, lines[index].path);
  return datasetFrom({
    ...{ name: path, split: null, classes, nameOf },
    labels: Int32Array.from(lines, ({ label }) => label),
    read: (index) => readPicture(nameOf(index)),
  });
}

/** @throws {ImagenetError} `DATA_CORRUPT`, naming the line */
function parseList(path: string, text: string): readonly ListLine[] {
  const lines = text.split(/\r?\n/).map((content, i) => ({ content: content.trim(), line: i + 1 }));
  return lines
    .filter(({ content }) => content !== '')
    .map(({ content, line }) => {
      // Paths may hold blanks, so the last one counts.
      const match = /^(.+?)\s+(\d+)$/.exec(content);
      if (!match) throw badListLine(path, line, `"${content.slice(0, 80)}" has no label`);
      return { path: match[1], label: Number(match[2]), line };
    });
}

function numberedClasses(lines: readonly ListLine[]): readonly string[] {
  const last = lines.reduce((largest, { label }) => Math.max(largest, label), 0);
  return Array.from({ length: last + 1 }, (_, label) => String(label));
}
