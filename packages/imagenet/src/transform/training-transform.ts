import { applyOperations } from '../augment/apply-operations.js';
import { drawAugmentation } from '../augment/draw-augmentation.js';
import type { Augmentation, Geometry } from './preprocessing.js';
import type { Transform } from './transform.js';

/**
 * From a decoded picture to the square that the network sees, varied at random: what
 * `drawAugmentation` draws is applied.
 */
export const trainingTransform =
  (geometry: Geometry, augmentation: Augmentation): Transform =>
  (picture, random) =>
    applyOperations(picture, drawAugmentation(geometry, augmentation, picture, random));
