import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { badLabel, badListLine, dataEmpty, notAList } from '../errors.js';
import { numberedClasses } from './class-names.js';
import { type Dataset, datasetFrom } from './dataset.js';
import { readPicture } from './folder-dataset.js';
import { MOST_CLASSES } from './sample-labels.js';

/** One picture of a list. */
interface ListLine {
  readonly path: string;
  readonly label: number;
  /** From 1, for messages. */
  readonly line: number;
}

/**
 * A list as PaddleClas has it: on each line a path, absolute or relative to `root` (by default the
 * list's own folder), a blank and a label. Without names, classes are called by their number.
 */
export async function openList(options: {
  readonly path: string;
  readonly root?: string;
  readonly classes?: readonly string[];
}): Promise<Dataset> {
  const { path, root = dirname(options.path) } = options;
  const lines = parseList(path, await readFile(path, 'utf8'));
  if (lines.length === 0) throw dataEmpty(path);
  const classes = options.classes ?? numberedClasses(lines.map(({ label }) => label));
  const outside = lines.find(({ label }) => label >= classes.length);
  if (outside) throw badLabel(path, outside.line, outside.label, classes.length);
  const nameOf = (index: number): string => {
    const { path: picture } = lines[index];
    return isAbsolute(picture) ? picture : join(root, picture);
  };
  return datasetFrom({
    ...{ name: path, split: null, classes, nameOf },
    labels: Int32Array.from(lines, ({ label }) => label),
    read: (index) => readPicture(nameOf(index)),
  });
}

/** @throws {ImagenetError} `DATA_CORRUPT`, naming the line */
function parseList(path: string, text: string): readonly ListLine[] {
  if (text.includes('\0')) throw notAList(path);
  // Windows' editors lead a text with a mark, which would become part of the first path.
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((content, i) => ({ content: content.trim(), line: i + 1 }));
  return lines
    .filter(({ content }) => content !== '')
    .map(({ content, line }) => {
      // Paths may hold blanks, so the last one counts.
      const match = /^(.+?)\s+(\d+)$/.exec(content);
      if (!match) throw badListLine(path, line, `"${content.slice(0, 80)}" has no label`);
      const label = Number(match[2]);
      if (label >= MOST_CLASSES) throw badListLine(path, line, `label ${match[2]} is too large`);
      return { path: match[1], label, line };
    });
}
