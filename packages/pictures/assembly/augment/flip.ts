import { copyPixel } from './pixels';

/** Left becomes right: four pixels at a time, what is left of a row one by one. */
export function flipRows(rgb: usize, output: usize, width: i32, height: i32): void {
  let to = output;
  for (let y = 0; y < height; y++) {
    let from = rgb + 3 * width * (y + 1);
    let x = 0;
    for (; x + 4 <= width; x += 4, to += 12) {
      from -= 12;
      const order = i8x16(9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2, -1, -1, -1, -1);
      v128.store(to, i8x16.swizzle(v128.load(from), order));
    }
    for (; x < width; x++, to += 3) {
      from -= 3;
      copyPixel(to, from);
    }
  }
}
