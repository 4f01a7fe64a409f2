import {
  centerBox,
  cutBox,
  normalizationTable,
  normalizeInto,
  type Picture,
  resample,
  shortSideSize,
} from '@mobilenext/kernels';
import type { Preprocessing } from '@mobilenext/mobilenext';

/** Makes pictures into the network's input: [size, size, 3], normalised, into `values`. */
export function preparation(
  preprocessing: Preprocessing,
): (picture: Picture, values: Float32Array) => void {
  const table = normalizationTable(preprocessing);
  return (picture, values) => normalizeInto(values, squareOf(picture, preprocessing).data, table);
}

/** Scaling by the short side and centre crop, as Pillow and the preprocessing's library do. */
function squareOf(picture: Picture, { size, resize, cropRule }: Preprocessing): Picture {
  const square = { width: size, height: size };
  if (!resize) {
    const isSquare = picture.width === size && picture.height === size;
    return isSquare ? picture : resample(picture, { ...square, interpolation: 'bilinear' });
  }
  const { shortSide, interpolation, rounding } = resize;
  const scaled = resample(picture, {
    ...shortSideSize(picture, shortSide, rounding),
    interpolation,
  });
  return cutBox(scaled, centerBox(scaled, square, cropRule));
}
