import { blankPicture, type Picture } from '../../resample/picture.js';
import { scaleOf } from './scale.js';

export function resizeNearest(picture: Picture, width: number, height: number): Picture {
  const output = blankPicture(width, height);
  const columns = sources(picture.width, width);
  const rows = sources(picture.height, height);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = 3 * (row * picture.width + column);
      for (let channel = 0; channel < 3; channel++)
        output.data[to++] = picture.data[from + channel];
    }
  }
  return output;
}

function sources(inSize: number, outSize: number): number[] {
  const scale = scaleOf(inSize, outSize);
  return Array.from({ length: outSize }, (_, x) => Math.min(Math.floor(x * scale), inSize - 1));
}
