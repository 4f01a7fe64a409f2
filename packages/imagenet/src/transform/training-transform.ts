import { flipHorizontal } from '../crop/flip-horizontal.js';
import { padAndCrop } from '../crop/pad-and-crop.js';
import { randomResizedCrop } from '../crop/random-resized-crop.js';
import { evaluationTransform, toSquare } from './evaluation-transform.js';
import type { Augmentation, Geometry } from './preprocessing.js';
import type { Transform } from './transform.js';

/** Random crop and flip to the square that the network sees. */
export function trainingTransform(geometry: Geometry, augmentation: Augmentation): Transform {
  const crop = randomCrop(geometry, augmentation);
  return (picture, random, onStep) => {
    const square = crop(picture, random, onStep);
    if (random.uniform() >= augmentation.flip) return square;
    onStep?.({ name: 'flip' });
    return flipHorizontal(square);
  };
}

function randomCrop(geometry: Geometry, { crop }: Augmentation): Transform {
  const { size } = geometry;
  switch (crop.kind) {
    case 'randomResizedCrop': {
      const options = { ...crop, rule: crop.rule ?? 'torchvision' };
      return (picture, random, onStep) =>
        randomResizedCrop(picture, size, random, options, (box) =>
          onStep?.({ name: 'crop', box, of: picture }),
        );
    }
    case 'padAndCrop': {
      const { padding } = crop;
      return (picture, random, onStep) =>
        padAndCrop(toSquare(picture, size), { padding, size }, random, (box) =>
          onStep?.({ name: 'crop', box, of: { width: size, height: size } }),
        );
    }
    case 'none':
      return evaluationTransform(geometry);
  }
}
