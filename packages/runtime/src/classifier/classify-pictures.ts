import type { Orientation, Picture } from '@mobilenext/pictures';
import type { Model } from '../compile.js';
import { badOption } from '../errors.js';
import { decodePicture } from '../picture/decode-picture.js';
import type { PictureSource } from '../picture/source.js';
import { type Predictions, topClasses } from './top-classes.js';

export interface ClassifyOptions {
  /** How many classes, unless given 5. */
  readonly top?: number;
  readonly signal?: AbortSignal;
}

/** What a classifier works with. */
export interface ClassifierParts {
  readonly model: Model;
  readonly orientation: Orientation;
  readonly labels?: readonly string[];
  /** Writes a picture as the model's input [H, W, 3]. */
  readonly prepare: (picture: Picture, values: Float32Array) => void;
}

const TOP = 5;
/** Pictures that are decoded and run at a time, which bounds the memory. */
const BATCH = 16;

/** The likeliest classes of each picture. */
export async function classifyPictures(
  parts: ClassifierParts,
  pictures: readonly PictureSource[],
  { top = TOP, signal }: ClassifyOptions,
): Promise<readonly Predictions[]> {
  if (!Number.isInteger(top) || top < 1) {
    throw badOption('top', top, 'a whole number of at least 1');
  }
  const { model, labels } = parts;
  const { numClasses } = model.network.classifier;
  const predictions: Predictions[] = [];
  for (let start = 0; start < pictures.length; start += BATCH) {
    const some = pictures.slice(start, start + BATCH);
    const logits = model.run(await inputOf(parts, some, { start, signal }));
    for (let row = 0; row < logits.length; row += numClasses) {
      predictions.push(topClasses(logits.subarray(row, row + numClasses), { top, labels }));
    }
  }
  return predictions;
}

/** Pictures as the model's input [n, H, W, 3]; the first is the one of number `start`. */
async function inputOf(
  { model, orientation, prepare }: ClassifierParts,
  pictures: readonly PictureSource[],
  { start, signal }: { readonly start: number; readonly signal?: AbortSignal },
): Promise<Float32Array> {
  signal?.throwIfAborted();
  const length = model.input.height * model.input.width * 3;
  const images = new Float32Array(pictures.length * length);
  await Promise.all(
    pictures.map(async (source, i) => {
      const name = `picture ${start + i}`;
      const picture = await decodePicture(source, { orientation, name, signal });
      prepare(picture, images.subarray(i * length, (i + 1) * length));
    }),
  );
  signal?.throwIfAborted();
  return images;
}
