import {
  checkPictures,
  type Dataset,
  FINDING_KINDS,
  type FindingKind,
  openDataset,
  type PictureFinding,
  splitsOf,
} from '@mobilenext/imagenet';
import { requireData } from './require-data.js';
import { requireSplit } from './require-split.js';
import { grouped } from '../format/numbers.js';
import { type Context, writeJson } from '../frame/context.js';
import { failed } from '../frame/errors.js';
import { makeProgress } from '../frame/progress.js';

export interface CheckFlags {
  readonly split?: string;
  readonly tiny: number;
  readonly list: number;
  readonly concurrency?: number;
}

interface Found extends Pick<PictureFinding, 'kind' | 'detail'> {
  readonly file: string;
  readonly split: string | null;
}

/** What a check came to; odd pictures are counted all and listed up to a number of each kind. */
interface Check {
  readonly data: string;
  pictures: number;
  /** Pictures with at least one finding that is not rot. */
  odd: number;
  readonly counts: Record<FindingKind, number>;
  readonly findings: Found[];
}

/**
 * Decodes every picture of a data set.
 *
 * @throws {CliError} `FAILED` at the end, if a picture is rotten.
 */
export async function runCheck(data: string, flags: CheckFlags, context: Context): Promise<void> {
  requireData(data);
  const splits = flags.split === undefined ? await splitsOf(data) : [flags.split];
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0]));
  const check: Check = {
    ...{ data, pictures: 0, odd: 0, findings: [] },
    counts: counts as Check['counts'],
  };
  for (const split of splits.length > 0 ? splits : [undefined]) {
    const dataset = await openDataset(data, { split });
    try {
      requireSplit(dataset, flags.split);
      await checkSplit(dataset, check, flags, context);
    } finally {
      await dataset.close();
    }
  }
  if (context.json) writeJson(context, check);
  else context.stdout.write(checkText(check));
  const { rotten } = check.counts;
  if (rotten > 0) {
    throw failed(`${grouped(rotten)} of ${grouped(check.pictures)} pictures cannot be used`);
  }
}

async function checkSplit(
  dataset: Dataset,
  check: Check,
  { tiny, list, concurrency }: CheckFlags,
  context: Context,
): Promise<void> {
  const { signal } = context;
  const progress = makeProgress(context);
  const onProgress = (done: number, pictures: number): void => {
    const { rotten } = check.counts;
    const words = `${grouped(done)} of ${grouped(pictures)} ${dataset.split ?? 'pictures'}`;
    progress.show(done / pictures, `${words}, ${grouped(rotten)} rotten`);
  };
  try {
    let last = -1;
    for await (const finding of checkPictures(dataset, { tiny, concurrency, onProgress, signal })) {
      const { kind, detail, index, name } = finding;
      const isFirst = index !== last;
      last = index;
      check.counts[kind]++;
      if (kind !== 'rotten' && isFirst) check.odd++;
      if (kind === 'rotten' || check.counts[kind] <= list) {
        check.findings.push({ file: name, split: dataset.split, kind, detail });
      }
    }
    check.pictures += dataset.length;
  } finally {
    progress.clear();
  }
}

/** A check as a page for a reader. */
function checkText({ data, pictures, odd, counts, findings }: Check): string {
  const summary = `${data}: ${grouped(pictures)} pictures, of which ${grouped(counts.rotten)} rotten and ${grouped(odd)} odd\n`;
  const parts = FINDING_KINDS.filter((kind) => counts[kind] > 0).map((kind) => {
    const listed = findings.filter((finding) => finding.kind === kind);
    const more = counts[kind] - listed.length;
    const lines = listed.map(({ file, detail }) =>
      detail.startsWith(file) ? `  ${detail}\n` : `  ${file}: ${detail}\n`,
    );
    if (more > 0) lines.push(`  and ${grouped(more)} more\n`);
    return `\n${kind} (${grouped(counts[kind])})\n${lines.join('')}`;
  });
  return summary + parts.join('');
}
