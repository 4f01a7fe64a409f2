import type { Augmentation } from '@mobilenext/imagenet';
import { percent } from '../format/numbers.js';

/** What training changes at random, for a reader. */
export const describeAugmentation = ({
  crop,
  flip,
  policy,
  jitter,
  erasing,
}: Augmentation): string =>
  [
    describeCrop(crop),
    flip > 0 ? `${percent(flip)} flipped` : 'not flipped',
    ...(policy && policy.kind !== 'none' ? [policy.kind] : []),
    ...(jitter && jitter.kind !== 'none' ? ['colours jittered'] : []),
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
