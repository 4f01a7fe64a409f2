import { nearestNames } from '@mobilenext/core';
import { type Augmentation, type AugmentationName, augmentations } from '@mobilenext/imagenet';
import type { TrainConfig } from '@mobilenext/trainer';
import { badCall } from '../frame/errors.js';

/** @throws {CliError} `USAGE`, with the names that are near */
export function findAugmentation(name: string): Augmentation {
  if (Object.hasOwn(augmentations, name)) return augmentations[name as AugmentationName];
  const names = Object.keys(augmentations);
  const near = nearestNames(name, names);
  throw badCall(
    near.length > 0
      ? `no augmentation is called '${name}': is ${near[0]} meant?`
      : `no augmentation is called '${name}': known are ${names.join(', ')}`,
  );
}

/**
 * A configuration with the augmentation of `--augment`, where it was typed.
 *
 * @throws {CliError} `USAGE`, with the names that are near
 */
export const withAugmentation = (config: TrainConfig, name: string | undefined): TrainConfig =>
  name === undefined ? config : { ...config, augmentation: findAugmentation(name) };
