import { blankPicture, type Picture } from '../resample/picture.js';
import * as kernels from './kernels.js';

/** Left becomes right. */
export function flipHorizontal(picture: Picture): Picture {
  const { width, height, data } = picture;
  return { width, height, data: kernels.flipRows(data, width, height) };
}

/** Top becomes bottom. */
export function flipVertical({ width, height, data }: Picture): Picture {
  const output = blankPicture(width, height);
  const rowBytes = 3 * width;
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes);
    output.data.set(row, (height - 1 - y) * rowBytes);
  }
  return output;
}

/** Rows become columns. */
export function transpose({ width, height, data }: Picture): Picture {
  const output = blankPicture(height, width);
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width; x++, from += 3) {
      const to = 3 * (x * height + y);
      output.data[to] = data[from];
      output.data[to + 1] = data[from + 1];
      output.data[to + 2] = data[from + 2];
    }
  }
  return output;
}
