import type { Picture } from '../resample/picture.js';
import { mapLevels } from './look-up.js';

/** The negative. Pillow's `ImageOps.invert`. */
export const invert = (picture: Picture): Picture => mapLevels(picture, (level) => 255 - level);
