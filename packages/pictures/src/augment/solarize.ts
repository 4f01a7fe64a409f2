import type { Picture } from '../resample/picture.js';
import { checkFactor } from './check.js';
import { mapLevels } from './look-up.js';

/** Inverts what is not below `threshold`. Pillow's `ImageOps.solarize`. */
export function solarize(picture: Picture, threshold: number): Picture {
  checkFactor('threshold', threshold);
  return mapLevels(picture, (level) => (level < threshold ? level : 255 - level));
}

/** Adds `add` to what lies below `threshold`; the operation SolarizeAdd of RandAugment. */
export function solarizeAdd(picture: Picture, add: number, threshold = 128): Picture {
  checkFactor('level to add', add);
  checkFactor('threshold', threshold);
  return mapLevels(picture, (level) => (level < threshold ? level + add : level));
}
