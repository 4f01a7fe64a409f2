import { evaluationTransform } from './evaluation-transform.js';
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
  | { readonly kind: 'evaluation'; readonly geometry: Geometry };

/** The transform that a record describes; its pictures are squares of `geometry.size` pixels. */
export function transformOf(record: TransformRecord): Transform {
  return record.kind === 'training'
    ? trainingTransform(record.geometry, record.augmentation)
    : evaluationTransform(record.geometry);
}
