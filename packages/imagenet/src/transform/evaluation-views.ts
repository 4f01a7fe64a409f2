import type { Picture } from '@mobilenext/pictures';
import { centerCrop } from '../crop/center-crop.js';
import { crop } from '../crop/crop.js';
import { flipHorizontal } from '@mobilenext/pictures/augment';
import { cropTooLarge, noRoomForCrops } from '../errors.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import { evaluationTransform } from './evaluation-transform.js';
import type { Geometry } from './preprocessing.js';

/** From how many sides a picture is looked at in evaluation. */
export interface Views {
  /** The centre; the four corners and the centre; these and those of the mirrored picture. */
  readonly crops: 1 | 5 | 10;
  /** Whether each crop is looked at mirrored, too; ten crops are mirrored already. */
  readonly flip: boolean;
}

export const viewCount = ({ crops, flip }: Views): number =>
  crops === 10 || !flip ? crops : 2 * crops;

/**
 * All views of a picture, one below the other: of V views [V * size, size], which in memory is a
 * batch of V pictures. Source: torchvision `FiveCrop` and `TenCrop`.
 *
 * @throws {ImagenetError} `ARGUMENT` for five or ten crops without scaling, which leaves no room
 */
export function viewsTransform(geometry: Geometry, views: Views): (picture: Picture) => Picture {
  const { size, resize: scaling } = geometry;
  if (views.crops === 1) {
    const center = evaluationTransform(geometry);
    return (picture) => stacked(withFlipped(center(picture), views.flip));
  }
  if (!scaling || scaling.shortSide <= size) throw noRoomForCrops(views.crops, size);
  const { shortSide, ...how } = scaling;
  const isMirrored = views.crops === 10 || views.flip;
  return (picture) => {
    const scaled = resizeShortSide(picture, shortSide, how);
    return stacked(withFlipped(scaled, isMirrored).flatMap((side) => fiveCrops(side, geometry)));
  };
}

const withFlipped = (picture: Picture, isMirrored: boolean): readonly Picture[] =>
  isMirrored ? [picture, flipHorizontal(picture)] : [picture];

function fiveCrops(picture: Picture, { size, cropRule }: Geometry): readonly Picture[] {
  const [right, bottom] = [picture.width - size, picture.height - size];
  if (right < 0 || bottom < 0) {
    throw cropTooLarge(`${size}x${size}`, picture.width, picture.height);
  }
  const corner = (left: number, top: number): Picture =>
    crop(picture, { left, top, width: size, height: size });
  return [
    corner(0, 0),
    corner(right, 0),
    corner(0, bottom),
    corner(right, bottom),
    centerCrop(picture, size, { rule: cropRule }),
  ];
}

function stacked(pictures: readonly Picture[]): Picture {
  const [{ width, height }] = pictures;
  const data = new Uint8Array(pictures.length * pictures[0].data.length);
  pictures.forEach((picture, i) => data.set(picture.data, i * picture.data.length));
  return { width, height: pictures.length * height, data };
}
