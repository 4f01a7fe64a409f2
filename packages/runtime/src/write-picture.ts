import { type FeatureMap, rowPointer } from './plan/feature-map.js';

/** Puts a picture [H, W, C] where a plan reads it. */
export function writePicture(
  floats: Float32Array,
  values: Float32Array,
  picture: FeatureMap,
  channels: number,
): void {
  const { pointer, width, hasBorder, pixelBytes } = picture;
  if (picture.channels === channels && !hasBorder) {
    floats.set(values, pointer / 4);
    return;
  }
  for (let pixel = 0; pixel * channels < values.length; pixel++) {
    const row = rowPointer(picture, Math.floor(pixel / width) + (hasBorder ? 1 : 0));
    const to = (row + (pixel % width) * pixelBytes) / 4;
    for (let c = 0; c < channels; c++) floats[to + c] = values[pixel * channels + c];
  }
}
