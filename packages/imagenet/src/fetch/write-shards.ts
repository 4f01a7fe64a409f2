import { sampleOrder } from '../random/sample-order.js';
import { newShardFolder } from '../shards/new-shard-folder.js';
import type { ShardEntry, ShardIndex } from '../shards/shard-index.js';
import { type ShardPicture, writeShard } from '../shards/write-shard.js';
import { pngOfPixels } from './png-of-pixels.js';
import type { FetchOptions } from './progress.js';

/** A picture and its label. */
export interface LabelledPixels {
  readonly label: number;
  /** [height, width, channels] */
  readonly data: Uint8Array;
}

/** Pictures of one size, by split. */
export interface PixelDataset
  extends Pick<ShardIndex, 'dataset' | 'source' | 'licence' | 'classes'> {
  readonly pictureSize: readonly [width: number, height: number];
  readonly channels: 1 | 3;
  readonly splits: Readonly<Record<string, readonly LabelledPixels[]>>;
}

const SHARD_SIZE = 5000;
/** Shuffles the pictures once, so that every shard holds all classes. */
const SHUFFLE_SEED = 20240607;

/**
 * Writes tar shards with members `CLASS/NNNN.png`, `classes.json` and `index.json`. The folder
 * appears under its name only when all of it is written.
 */
export async function writeShards(
  pixels: PixelDataset,
  { directory, signal, onProgress }: FetchOptions,
): Promise<ShardIndex> {
  return newShardFolder(directory, async (folder) => {
    const plans = Object.keys(pixels.splits).flatMap((split) => planShards(pixels, split));
    const shards: ShardEntry[] = [];
    for (const plan of plans) {
      signal?.throwIfAborted();
      const { file, split } = plan;
      shards.push(await writeShard(encoded(pixels, plan), { folder, file, split }));
      onProgress?.({ step: 'write', done: shards.length, total: plans.length });
    }
    return indexOf(pixels, shards);
  });
}

interface ShardPlan {
  readonly split: string;
  readonly file: string;
  readonly members: readonly { readonly name: string; readonly picture: LabelledPixels }[];
}

function planShards({ splits, classes }: PixelDataset, split: string): readonly ShardPlan[] {
  const pictures = splits[split];
  const counts = classes.map(() => 0);
  const members = pictures.map((picture) => {
    const number = String(counts[picture.label]++).padStart(4, '0');
    return { name: `${classes[picture.label]}/${number}.png`, picture };
  });
  const how = { length: members.length, seed: SHUFFLE_SEED, epoch: 0, shuffle: true };
  const shuffled = Array.from(sampleOrder(how), (i) => members[i]);
  return Array.from({ length: Math.ceil(members.length / SHARD_SIZE) }, (_, i) => ({
    split,
    file: `${split}-${String(i).padStart(2, '0')}.tar`,
    members: shuffled.slice(i * SHARD_SIZE, (i + 1) * SHARD_SIZE),
  }));
}

function* encoded(
  { channels, pictureSize: [width, height] }: PixelDataset,
  { members }: ShardPlan,
): Generator<ShardPicture> {
  for (const { name, picture } of members) {
    yield { name, bytes: pngOfPixels({ width, height, channels, data: picture.data }) };
  }
}

function indexOf(pixels: PixelDataset, shards: readonly ShardEntry[]): ShardIndex {
  const { dataset, source, licence, classes, pictureSize, splits } = pixels;
  const totals = Object.fromEntries(
    Object.entries(splits).map(([split, pictures]) => [split, pictures.length]),
  );
  return {
    formatVersion: 1,
    ...{ dataset, source, licence, classes, pictureSize },
    ...{ shuffleSeed: SHUFFLE_SEED, totals, shards },
  };
}
