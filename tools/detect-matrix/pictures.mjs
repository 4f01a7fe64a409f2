// The pictures that the networks of tools/detect-matrix.mjs are trained on and asked about.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { centerCrop, decode, encodePng, openDataset, resizeShortSide } from '@mobilenext/imagenet';
import shared from '../shared-folder.cjs';

const CIFAR_PICTURES = 5000;
/** Photographs are trained on by crops of 64 pixels out of these. */
const PHOTO_SIDE = 80;
const PHOTOS = 100;
/** Enough to hold two of each class. */
const UNSEEN_CIFAR_PICTURES = 200;
const HANDFUL = 8;

/**
 * Writes folders of training pictures, `pictures/small/rgb/CLASS/0.png` and so on, and gives two
 * handfuls of others for each kind of strides. What a network takes blue first it is trained on
 * with red and blue exchanged.
 */
export async function preparePictures(work) {
  const cifar = join(shared.folder, 'data', 'cifar10');
  const photos = await photosOf(join(shared.folder, 'data', 'imagenet-sample'));
  const folder = join(work, 'pictures');
  if (!existsSync(join(folder, 'complete'))) {
    await writeCifar(cifar, 'train', CIFAR_PICTURES, join(folder, 'small'));
    await writePhotos(photos.slice(0, PHOTOS), join(folder, 'imagenet'));
    await writeCifar(cifar, 'test', UNSEEN_CIFAR_PICTURES, join(folder, 'unseen'));
    await writeFile(join(folder, 'complete'), '');
  }
  const unseen = join(folder, 'unseen', 'rgb');
  return {
    small: [await oneOfEachClass(unseen, 0), await oneOfEachClass(unseen, 1)],
    imagenet: [photos.slice(-HANDFUL), photos.slice(-2 * HANDFUL, -HANDFUL)],
  };
}

/** The pictures in one place of their classes' folders, for as many classes as a handful has. */
async function oneOfEachClass(folder, place) {
  const classes = (await readdir(folder)).sort().slice(0, HANDFUL);
  return Promise.all(
    classes.map(async (name) => {
      const files = (await readdir(join(folder, name))).sort();
      return join(folder, name, files[place]);
    }),
  );
}

/** One of each class. */
async function photosOf(folder) {
  const classes = (await readdir(folder)).filter((name) => /^n\d/.test(name)).sort();
  return Promise.all(
    classes.map(async (name) => join(folder, name, (await readdir(join(folder, name)))[0])),
  );
}

async function writeCifar(data, split, count, folder) {
  const dataset = await openDataset(data, { split });
  try {
    for (let i = 0; i < count; i++) {
      const picture = await decode(await dataset.read(i), { name: `${split} ${i}` });
      await writeBoth(picture, folder, join(dataset.classes[dataset.label(i)], `${i}.png`));
    }
  } finally {
    await dataset.close();
  }
}

/** In ten made-up classes: what they are called is nothing to statistics. */
async function writePhotos(files, folder) {
  for (const [i, file] of files.entries()) {
    const photo = await decode(await readFile(file), { name: file });
    const rules = { interpolation: 'bicubic', rounding: 'paddleclas' };
    const resized = resizeShortSide(photo, PHOTO_SIDE, rules);
    const square = centerCrop(resized, PHOTO_SIDE, { rule: 'paddleclas' });
    await writeBoth(square, folder, join(`class${i % 10}`, `${i}.png`));
  }
}

/** A picture as it is and with red and blue exchanged. */
async function writeBoth(picture, folder, name) {
  const exchanged = picture.data.map((_, i, data) => data[i - (i % 3) + 2 - (i % 3)]);
  for (const [order, data] of Object.entries({ rgb: picture.data, bgr: exchanged })) {
    const path = join(folder, order, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, await encodePng({ ...picture, data }));
  }
}
