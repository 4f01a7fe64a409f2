import type { Augmentation } from '@mobilenext/imagenet';
import { percent } from '../format/numbers.js';

/** What training changes at random, for a reader. */
export const describeAugmentation = ({
  crop,
  flip,
  flipVertical = 0,
  policy,
  jitter,
  grayscale = 0,
  blur,
  erasing,
}: Augmentation): string =>
  [
    describeCrop(crop),
    flip > 0 ? `${percent(flip)} flipped` : 'not flipped',
    ...(flipVertical > 0 ? [`${percent(flipVertical)} upside down`] : []),
    ...(policy && policy.kind !== 'none' ? [policy.kind] : []),
    ...(jitter && jitter.kind !== 'none' ? ['colours jittered'] : []),
    ...(grayscale > 0 ? [`${percent(grayscale)} grey`] : []),
    ...(blur && blur.probability > 0 ? [`${percent(blur.probability)} blurred`] : []),
    ...(erasing && erasing.kind !== 'none' ? ['parts erased'] : []),
  ].join(', ');

function describeCrop(crop: Augmentation['crop']): string {
  switch (crop.kind) {
    case 'randomResizedCrop':
      return 'random part resized';
    case 'padAndCrop':
      return `padded by ${crop.padding} and cropped at random`;
    case 'none':
      return 'cropped from the centre';
  }
}
