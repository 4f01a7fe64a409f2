import { badSize } from '../errors.js';
import type { Picture } from '../resample/picture.js';
import { isAreaShrink, shrinkByArea } from './opencv/area.js';
import { resizeNearest } from './opencv/nearest.js';
import { mixCubic, mixLanczos, mixLinear } from './opencv/row-mixers.js';
import { resizeByTaps } from './opencv/taps.js';
import { areaTaps, cubicTaps, lanczosTaps, linearTaps } from './opencv/weights.js';

/** OpenCV's flags INTER_NEAREST, INTER_LINEAR, INTER_CUBIC, INTER_AREA and INTER_LANCZOS4. */
export type OpencvInterpolation = 'nearest' | 'linear' | 'cubic' | 'area' | 'lanczos4';

export interface OpencvResizeOptions {
  /** Of the result, whole and at least 1. */
  readonly width: number;
  readonly height: number;
  readonly interpolation: OpencvInterpolation;
}

/**
 * Scales as OpenCV's `resize` does on bytes, to the bit. Except for `area` a filter is as wide when it
 * shrinks as when it enlarges, so that pixels are left out. Source: OpenCV 4.9, `resize.cpp`.
 *
 * @throws {PictureError} `ARGUMENT` for a size that is not whole or below 1
 */
export function opencvResize(picture: Picture, options: OpencvResizeOptions): Picture {
  const { width, height, interpolation } = options;
  for (const size of [width, height]) {
    if (!Number.isInteger(size) || size < 1) throw badSize(width, height);
  }
  switch (interpolation) {
    case 'nearest':
      return resizeNearest(picture, width, height);
    case 'linear':
      return resizeByTaps(picture, width, height, linearTaps, mixLinear);
    case 'cubic':
      return resizeByTaps(picture, width, height, cubicTaps, mixCubic, (length) => {
        return new Float32Array(length);
      });
    case 'lanczos4':
      return resizeByTaps(picture, width, height, lanczosTaps, mixLanczos);
    case 'area':
      return isAreaShrink(picture, width, height)
        ? shrinkByArea(picture, width, height)
        : resizeByTaps(picture, width, height, areaTaps, mixLinear);
  }
}
