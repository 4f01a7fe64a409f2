import { relative } from 'node:path';
import { writeFileAtomic } from '@mobilenext/converter';
import {
  type Augmentation,
  type Dataset,
  type Geometry,
  ImagenetError,
  openDataset,
  sampleOrder,
} from '@mobilenext/imagenet';
import type { VariantName } from '@mobilenext/mobilenext';
import { applySettings, type TrainConfig } from '@mobilenext/trainer';
import { withAugmentation } from '../data-sets/find-augmentation.js';
import { requireData } from '../data-sets/require-data.js';
import { requireSplit } from '../data-sets/require-split.js';
import { prepareOutputFile } from '../files/output.js';
import { readableClasses } from '../format/class-names.js';
import { grouped } from '../format/numbers.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { parseVariant } from '../network/parse-variant.js';
import { recipeNameOf, recipeOf } from '../train/recipe-of.js';
import { contactSheet, type SheetPicture } from './contact-sheet.js';
import { describeAugmentation } from './describe-augmentation.js';
import { previewPicture } from './preview-picture.js';

export interface PreviewFlags {
  readonly out: string;
  readonly split?: string;
  readonly variant: string;
  readonly recipe?: string;
  readonly augment?: string;
  readonly set: readonly string[];
  readonly count: number;
  readonly views: number;
  readonly seed: number;
  readonly epoch: number;
  readonly force: boolean;
}

/** Writes a page with pictures as a recipe changes them for training, and what it has chosen. */
export async function runPreview(
  folder: string,
  flags: PreviewFlags,
  context: Context,
): Promise<void> {
  const { out, split, count, views, epoch, force } = flags;
  const asked = parseVariant(flags.variant);
  const recipe = recipeNameOf({ recipe: flags.recipe, variant: asked });
  const config = configOf(flags, { recipe, variant: asked });
  const { variant, preprocessing, augmentation, seed } = config;
  if (config.mixing && config.mixing.kind !== 'none') {
    say(context, 'mixing of pictures with each other is not shown: it is done on a whole batch');
  }
  requireData(folder);
  prepareOutputFile(out, { force });
  const dataset = await openDataset(folder, { split: split ?? 'train' });
  const epochs = Array.from({ length: views }, (_, i) => epoch + i);
  const shown = { geometry: preprocessing, augmentation, count, seed, epochs, context };
  const pictures = await picturesOf(dataset, split, shown);
  const { length, classes } = dataset;
  const { size } = preprocessing;
  const found = `${grouped(pictures.length)} of ${grouped(length)} pictures in ${grouped(classes.length)} classes`;
  const page = contactSheet({
    title: dataset.name,
    subtitle: `${found}, as training sees them: ${describeAugmentation(augmentation)}`,
    facts: [
      ['network', variant],
      ['recipe', recipe],
      ...(flags.augment === undefined ? [] : [['augmentation', flags.augment] as const]),
      ['input', `${size}x${size}`],
      ['seed', String(seed)],
      [views > 1 ? 'epochs' : 'epoch', epochs.join(', ')],
    ],
    size,
    pictures,
  });
  await writeFileAtomic(out, new TextEncoder().encode(page));
  const about = { variant, recipe, size, augmentation, seed, epochs };
  const document = {
    ...{ out, ...about, pictures: pictures.length, samples: length, classes },
    views: pictures.map(({ name, index, className, views: each }) => ({
      ...{ name, index, className, choices: each.map(({ choices }) => choices) },
    })),
  };
  if (context.json) writeJson(context, document);
  else context.stdout.write(`${out}: ${found}, for ${variant} at ${size}x${size}\n`);
}

/** As `train` with the same flags. */
function configOf(
  { augment, seed, set }: PreviewFlags,
  asked: { readonly recipe: string; readonly variant: VariantName },
): TrainConfig {
  const base = withAugmentation(recipeOf(asked).config, augment);
  return applySettings(base, [`variant=${asked.variant}`, `seed=${seed}`, ...set]);
}

async function picturesOf(
  dataset: Dataset,
  split: string | undefined,
  shown: Parameters<typeof firstPictures>[1],
): Promise<readonly SheetPicture[]> {
  try {
    requireSplit(dataset, split);
    return await firstPictures(dataset, shown);
  } finally {
    await dataset.close();
  }
}

/** The first `count` of the first epoch's order that can be read. */
async function firstPictures(
  dataset: Dataset,
  options: {
    readonly geometry: Geometry;
    readonly augmentation: Augmentation;
    readonly count: number;
    readonly seed: number;
    readonly epochs: readonly number[];
    readonly context: Context;
  },
): Promise<readonly SheetPicture[]> {
  const { count, seed, epochs, context } = options;
  const order = sampleOrder({ length: dataset.length, seed, epoch: epochs[0], shuffle: true });
  const names = readableClasses(dataset.classes);
  const shown: SheetPicture[] = [];
  for (const index of order) {
    context.signal.throwIfAborted();
    if (shown.length === count) break;
    const name = relative(dataset.name, dataset.nameOf(index));
    try {
      const className = names[dataset.label(index)];
      shown.push(await previewPicture(dataset, index, { name, className, ...options }));
    } catch (error) {
      if (!(error instanceof ImagenetError)) throw error;
      say(context, `left out: ${error.message}`);
    }
  }
  return shown;
}
