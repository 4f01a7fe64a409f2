import { viewCount, type Views, viewsTransform } from './evaluation-views.js';
import type { PictureSize } from '@mobilenext/pictures';
import type { Augmentation, Geometry } from './preprocessing.js';
import { trainingTransform } from './training-transform.js';
import type { Transform } from './transform.js';

/** A transform as data, which can be sent to another thread. */
export type TransformRecord =
  | {
      readonly kind: 'training';
      readonly geometry: Geometry;
      readonly augmentation: Augmentation;
    }
  | {
      readonly kind: 'evaluation';
      readonly geometry: Geometry;
      /** The centre alone by default. */
      readonly views?: Views;
    };

const CENTRE: Views = { crops: 1, flip: false };

/** The transform that a record describes. */
export function transformOf(record: TransformRecord): Transform {
  return record.kind === 'training'
    ? trainingTransform(record.geometry, record.augmentation)
    : viewsTransform(record.geometry, record.views ?? CENTRE);
}

/** Size of what a record's transform makes: a square, or several below each other. */
export function transformedSize(record: TransformRecord): PictureSize {
  const { size } = record.geometry;
  const views = record.kind === 'evaluation' ? viewCount(record.views ?? CENTRE) : 1;
  return { width: size, height: views * size };
}
