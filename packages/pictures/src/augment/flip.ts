import { blankPicture, type Picture } from '../resample/picture.js';

/** Left becomes right. */
export function flipHorizontal(picture: Picture): Picture {
  const { width, height } = picture;
  return moved(picture, width, height, (x, y) => y * width + (width - 1 - x));
}

/** Top becomes bottom. */
export function flipVertical(picture: Picture): Picture {
  const { width, height } = picture;
  return moved(picture, width, height, (x, y) => (height - 1 - y) * width + x);
}

/** Rows become columns. */
export function transpose(picture: Picture): Picture {
  const { width, height } = picture;
  return moved(picture, height, width, (x, y) => x * width + y);
}

function moved(
  { data }: Picture,
  width: number,
  height: number,
  sourceOf: (x: number, y: number) => number,
): Picture {
  const output = blankPicture(width, height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const from = 3 * sourceOf(x, y);
      output.data[to] = data[from];
      output.data[to + 1] = data[from + 1];
      output.data[to + 2] = data[from + 2];
    }
  }
  return output;
}
