import { relative } from 'node:path';
import { writeFileAtomic } from '@mobilenext/converter';
import {
  type Augmentation,
  type Dataset,
  encodePng,
  loader,
  openDataset,
  type Preprocessing,
  trainingTransform,
} from '@mobilenext/imagenet';
import { requireData } from '../data-sets/require-data.js';
import { prepareOutputFile } from '../files/output.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { parseVariant } from '../network/parse-variant.js';
import { recipeOf } from '../train/recipe-of.js';
import { describeAugmentation } from './describe-augmentation.js';
import { contactSheet, type SheetPicture } from './contact-sheet.js';

export interface PreviewFlags {
  readonly out: string;
  readonly split?: string;
  readonly variant: string;
  readonly count: number;
  readonly seed: number;
  readonly force: boolean;
}

/** Pictures read together: a page needs few, however large the data set is. */
const BATCH = 16;

/** Writes a page with pictures as the recipe of a variant changes them for training. */
export async function runPreview(
  folder: string,
  { out, split = 'train', variant, count, seed, force }: PreviewFlags,
  context: Context,
): Promise<void> {
  const network = parseVariant(variant);
  const { preprocessing, augmentation } = recipeOf({ variant: network }).config;
  requireData(folder);
  prepareOutputFile(out, { force });
  const dataset = await openDataset(folder, { split });
  const pictures = await firstPictures(dataset, {
    preprocessing,
    augmentation,
    count,
    seed,
    context,
  }).finally(() => dataset.close());
  const { length, classes } = dataset;
  const { size } = preprocessing;
  const found = `${pictures.length} of ${length} pictures in ${classes.length} classes`;
  const page = contactSheet({
    title: dataset.name,
    subtitle: `${found}, as training ${network} sees them: ${size}x${size} pixels, ${describeAugmentation(augmentation)} (seed ${seed})`,
    size,
    pictures,
  });
  await writeFileAtomic(out, new TextEncoder().encode(page));
  const about = { variant: network, size, augmentation };
  const document = { out, ...about, pictures: pictures.length, samples: length, classes };
  if (context.json) writeJson(context, document);
  else context.stdout.write(`${out}: ${found}, for ${network} at ${size}x${size}\n`);
}

/** The first `count` of the training order that can be read, each once. */
async function firstPictures(
  dataset: Dataset,
  options: {
    readonly preprocessing: Preprocessing;
    readonly augmentation: Augmentation;
    readonly count: number;
    readonly seed: number;
    readonly context: Context;
  },
): Promise<readonly SheetPicture[]> {
  const { preprocessing, augmentation, count, seed, context } = options;
  const { size } = preprocessing;
  const batches = loader(dataset, {
    transform: trainingTransform(preprocessing, augmentation),
    batch: Math.min(count, BATCH),
    seed,
    epoch: 0,
    shuffle: true,
    prefetch: 0,
    // A page may show whatever can be shown.
    tolerance: 1,
    onRotten: ({ error }) => say(context, `left out: ${error.message}`),
    signal: context.signal,
  });
  // The loader puts the next picture in a rotten one's place, and later gives that again.
  const shown = new Map<number, SheetPicture>();
  for await (const { pixels, indices } of batches) {
    const bytes = size * size * 3;
    for (const [i, index] of indices.entries()) {
      if (shown.has(index) || shown.size === count) continue;
      const data = pixels.subarray(i * bytes, (i + 1) * bytes);
      shown.set(index, {
        className: dataset.classes[dataset.label(index)],
        name: relative(dataset.name, dataset.nameOf(index)),
        png: await encodePng({ width: size, height: size, data }),
      });
    }
    if (shown.size === count) break;
  }
  return [...shown.values()];
}
