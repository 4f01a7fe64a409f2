import {
  type PreparedImagenet,
  prepareImagenet,
  type VerifiedShards,
  verifyPrepared,
} from '@mobilenext/imagenet';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { requireFile, requirePath } from '../files/require.js';
import { grouped } from '../format/numbers.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badChoice, badCall } from '../frame/errors.js';
import { makeProgress } from '../frame/progress.js';

export interface PrepareFlags {
  readonly train?: string;
  readonly val?: string;
  readonly devkit?: string;
  readonly synsets?: string;
  readonly out?: string;
  readonly shardSize: number;
  readonly verify: boolean;
  readonly force: boolean;
}

const NAME = 'imagenet';
/** Pictures of ILSVRC2012. */
const OFFICIAL = { train: 1_281_167, val: 50_000 } as const;

/** Makes shards of ImageNet's archives, reads them again, or both. */
export async function runPrepare(
  name: string,
  flags: PrepareFlags,
  context: Context,
): Promise<void> {
  if (name !== NAME) throw badChoice('data prepare', name, [NAME]);
  const { out: directory = `data/${NAME}` } = flags;
  const { train, val, verify } = flags;
  const hasArchives = train !== undefined || val !== undefined;
  if (!hasArchives && !verify) {
    throw badCall('no archives: give --train FILE, --val FILE with --devkit FILE, or --verify');
  }
  const prepared = hasArchives ? await prepare(directory, flags, context) : undefined;
  const verified = verify ? await verifyShards(directory, context) : undefined;
  if (context.json) writeJson(context, { ...(prepared ?? { directory }), verified });
  else context.stdout.write(textOf(directory, prepared, verified));
}

async function prepare(
  directory: string,
  flags: PrepareFlags,
  context: Context,
): Promise<PreparedImagenet> {
  const { train, val, devkit, synsets: synsetList, shardSize, force } = flags;
  if (val !== undefined && devkit === undefined) {
    throw badCall('--val needs --devkit FILE, which tells the classes of its pictures');
  }
  if (train !== undefined) requireFile('archive', train);
  if (val !== undefined) requireFile('archive', val);
  if (devkit !== undefined) requirePath('devkit', devkit);
  if (synsetList !== undefined) requireFile('list of WordNet ids', synsetList);
  const progress = makeProgress(context);
  try {
    const prepared = await prepareImagenet({
      ...{ directory, train, val, devkit, synsetList, shardSize, force },
      synsets: imagenetClasses(),
      signal: context.signal,
      onProgress: ({ split, done, total }) =>
        progress.show(done / total, `${split}: ${gigabytes(done)} of ${gigabytes(total)}`),
    });
    progress.clear();
    const { resumedAt } = prepared;
    if (resumedAt > 0) say(context, `went on behind ${grouped(resumedAt)} pictures`);
    countNotes(prepared).forEach((note) => say(context, note));
    return prepared;
  } finally {
    progress.clear();
  }
}

async function verifyShards(directory: string, context: Context): Promise<VerifiedShards> {
  requirePath('data', directory);
  const progress = makeProgress(context);
  try {
    return await verifyPrepared(directory, {
      signal: context.signal,
      onProgress: (done, shards) =>
        progress.show(done / shards, `verified ${done} of ${shards} shards`),
    });
  } finally {
    progress.clear();
  }
}

/** Says so where an archive is not the whole one: a subset is legitimate, a loss is not. */
const countNotes = ({ counts }: PreparedImagenet): readonly string[] =>
  Object.entries(OFFICIAL).flatMap(([split, official]) =>
    counts[split] === undefined || counts[split] === official
      ? []
      : [`${split} has ${grouped(counts[split])} pictures; ILSVRC2012 has ${grouped(official)}`],
  );

function textOf(
  directory: string,
  prepared: PreparedImagenet | undefined,
  verified: VerifiedShards | undefined,
): string {
  const lines: string[] = [];
  if (prepared) {
    const { counts, classes, shards, cached } = prepared;
    const parts = Object.entries(counts).map(([split, count]) => `${grouped(count)} ${split}`);
    const state = cached ? ' (were there already)' : '';
    lines.push(
      `${directory}: ${parts.join(', ')} pictures in ${grouped(classes.length)} classes, ${grouped(shards)} shards${state}`,
    );
  }
  if (verified) {
    const { shards, pictures, bytes } = verified;
    lines.push(
      `${directory}: ${grouped(shards)} shards with ${grouped(pictures)} pictures, ${gigabytes(bytes)}, are as they were written`,
    );
  }
  return `${lines.join('\n')}\n`;
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
