import { flipHorizontal } from '../crop/flip-horizontal.js';
import { padAndCrop } from '../crop/pad-and-crop.js';
import { randomResizedCrop } from '../crop/random-resized-crop.js';
import { evaluationTransform, toSquare } from './evaluation-transform.js';
import type { Augmentation, Geometry } from './preprocessing.js';
import type { Transform } from './transform.js';

/** Random crop and flip to the square that the network sees. */
export function trainingTransform(geometry: Geometry, augmentation: Augmentation): Transform {
  const crop = randomCrop(geometry, augmentation);
  return (picture, random) => {
    const square = crop(picture, random);
    return random.uniform() < augmentation.flip ? flipHorizontal(square) : square;
  };
}

function randomCrop(geometry: Geometry, { crop }: Augmentation): Transform {
  const { size } = geometry;
  switch (crop.kind) {
    case 'randomResizedCrop': {
      const options = { ...crop, rule: crop.rule ?? 'torchvision' };
      return (picture, random) => randomResizedCrop(picture, size, random, options);
    }
    case 'padAndCrop': {
      const { padding } = crop;
      return (picture, random) => padAndCrop(toSquare(picture, size), { padding, size }, random);
    }
    case 'none':
      return evaluationTransform(geometry);
  }
}
