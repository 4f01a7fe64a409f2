// What one row of dy adds to one row of the input gradient of a depthwise 3x3 convolution with
// stride 2. With w [3, C] the row of the filter that ties the two rows together,
//   dx[2j]     (+)= w[1] * dy[j]
//   dx[2j + 1] (+)= w[2] * dy[j] + w[0] * dy[j + 1]
// dy is followed by its padding of zeros.
import { QUAD, add, madd, mul } from '../common/lanes';

export function depthwiseInputRow(
  dy: usize, w: usize, dx: usize, width: usize, pixelBytes: usize, accumulate: bool,
): void {
  let column: usize = 0;
  for (; column + 2 <= width; column += 2, dy += pixelBytes, dx += 2 * pixelBytes) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      pair<v128>(dy + k, w + k, dx + k, pixelBytes, accumulate);
    }
    for (; k < pixelBytes; k += 4) pair<f32>(dy + k, w + k, dx + k, pixelBytes, accumulate);
  }
  if (column == width) return;
  let k: usize = 0;
  for (; k + QUAD <= pixelBytes; k += QUAD) {
    single<v128>(dy + k, w + k, dx + k, pixelBytes, accumulate);
  }
  for (; k < pixelBytes; k += 4) single<f32>(dy + k, w + k, dx + k, pixelBytes, accumulate);
}

// @ts-ignore: decorator
@inline
function pair<T>(dy: usize, w: usize, dx: usize, pixelBytes: usize, accumulate: bool): void {
  single<T>(dy, w, dx, pixelBytes, accumulate);
  const odd = mul<T>(load<T>(dy + pixelBytes), load<T>(w));
  put<T>(dx + pixelBytes, madd<T>(load<T>(dy), load<T>(w + 2 * pixelBytes), odd), accumulate);
}

// @ts-ignore: decorator
@inline
function single<T>(dy: usize, w: usize, dx: usize, pixelBytes: usize, accumulate: bool): void {
  put<T>(dx, mul<T>(load<T>(dy), load<T>(w + pixelBytes)), accumulate);
}

// @ts-ignore: decorator
@inline
function put<T>(at: usize, value: T, accumulate: bool): void {
  store<T>(at, accumulate ? add<T>(load<T>(at), value) : value);
}
