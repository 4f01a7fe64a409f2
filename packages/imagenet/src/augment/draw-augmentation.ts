import type { PictureSize } from '@mobilenext/pictures';
import { drawBox } from '../crop/random-resized-crop.js';
import { between, chance, choice } from '../random/distributions.js';
import type { RandomStream } from '../random/random-stream.js';
import { evaluationOperations, squareOperations } from '../transform/evaluation-transform.js';
import type { Augmentation, Geometry } from '../transform/preprocessing.js';
import { drawPolicy } from './draw-policy.js';
import { drawErasing } from './erasing.js';
import { drawJitter } from './jitter.js';
import type { Operation } from './operation.js';

/**
 * The operations that make a decoded picture of a size into a training picture: everything that is
 * left to chance is decided here, by the stream alone, and nothing is computed.
 *
 * @example
 * const random = randomStream(seed, epoch, index, 'transform');
 * applyOperations(picture, drawAugmentation(geometry, augmentation, picture, random));
 */
export function drawAugmentation(
  geometry: Geometry,
  augmentation: Augmentation,
  decoded: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  const { flip, flipVertical = 0, policy, jitter, grayscale = 0, blur, erasing } = augmentation;
  const square = { width: geometry.size, height: geometry.size };
  const operations = [...drawCrop(geometry, augmentation.crop, decoded, random)];
  if (chance(random, flip)) operations.push({ kind: 'flip' });
  // What is not asked for draws nothing, so that adding it changes nothing before it.
  if (flipVertical > 0 && chance(random, flipVertical)) operations.push({ kind: 'flipVertical' });
  if (policy && policy.kind !== 'none') operations.push(...drawPolicy(policy, square, random));
  if (jitter && jitter.kind !== 'none') operations.push(...drawJitter(jitter, random));
  if (grayscale > 0 && chance(random, grayscale)) operations.push({ kind: 'grayscale' });
  if (blur && chance(random, blur.probability)) {
    operations.push({ kind: 'blur', radius: between(random, ...blur.radius) });
  }
  if (erasing && erasing.kind !== 'none') operations.push(...drawErasing(erasing, square, random));
  return operations;
}

function drawCrop(
  geometry: Geometry,
  crop: Augmentation['crop'],
  decoded: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  const { size } = geometry;
  switch (crop.kind) {
    case 'randomResizedCrop': {
      const box = drawBox(decoded, random, { ...crop, rule: crop.rule ?? 'torchvision' });
      const interpolation =
        crop.interpolation === 'random'
          ? choice(random, ['bilinear', 'bicubic'] as const)
          : crop.interpolation;
      return [
        { kind: 'crop', ...box },
        { kind: 'resize', width: size, height: size, interpolation },
      ];
    }
    case 'padAndCrop': {
      const top = random.integer(0, 2 * crop.padding);
      const left = random.integer(0, 2 * crop.padding);
      return [
        ...squareOperations(decoded, size),
        { kind: 'pad', margin: crop.padding },
        { kind: 'crop', left, top, width: size, height: size },
      ];
    }
    case 'none':
      return evaluationOperations(geometry, decoded);
  }
}
