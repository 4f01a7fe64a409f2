// What one row of dy adds to the filter gradient of a depthwise 3x3 convolution, packed as taps.ts
// tells: dTaps[r, t] += sum over columns of dy[column] * x[r, column * stride + t]. Several columns
// at once, one row of taps at a time (see f32-depthwise-3x3-row), sums in memory.
import { QUAD, madd } from '../common/lanes';
import { windowRow } from '../common/window';

export function depthwiseFilterRow(
  window: usize, dy: usize, dTaps: usize, outWidth: usize, stride: usize, pixelBytes: usize,
): void {
  let column: usize = 0;
  if (stride == 1) {
    for (; column + 4 <= outWidth; column += 4, dy += 4 * pixelBytes) {
      const x = column * pixelBytes;
      let k: usize = 0;
      for (; k + QUAD <= pixelBytes; k += QUAD) {
        columns4s1<v128>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
      }
      for (; k < pixelBytes; k += 4) {
        columns4s1<f32>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
      }
    }
  } else {
    for (; column + 2 <= outWidth; column += 2, dy += 2 * pixelBytes) {
      const x = column * stride * pixelBytes;
      let k: usize = 0;
      for (; k + QUAD <= pixelBytes; k += QUAD) {
        columns2s2<v128>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
      }
      for (; k < pixelBytes; k += 4) {
        columns2s2<f32>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
      }
    }
  }
  if (stride == 1 && outWidth - column >= 2) {
    const x = column * pixelBytes;
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      columns2s1<v128>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
    }
    for (; k < pixelBytes; k += 4) {
      columns2s1<f32>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
    }
    column += 2;
    dy += 2 * pixelBytes;
  }
  for (; column < outWidth; column++, dy += pixelBytes) {
    const x = column * stride * pixelBytes;
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      column1<v128>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
    }
    for (; k < pixelBytes; k += 4) column1<f32>(window, x + k, dy + k, dTaps + k * 9, pixelBytes);
  }
}

// @ts-ignore: decorator
@inline
function columns4s1<T>(window: usize, offset: usize, dy: usize, w: usize, pixelBytes: usize): void {
  const d0 = load<T>(dy);
  const d1 = load<T>(dy + pixelBytes);
  const d2 = load<T>(dy + 2 * pixelBytes);
  const d3 = load<T>(dy + 3 * pixelBytes);
  for (let r: usize = 0; r < 3; r++, w += 3 * sizeof<T>()) {
    const x = windowRow(window, r) + offset;
    const x0 = load<T>(x);
    const x1 = load<T>(x + pixelBytes);
    const x2 = load<T>(x + 2 * pixelBytes);
    const x3 = load<T>(x + 3 * pixelBytes);
    const x4 = load<T>(x + 4 * pixelBytes);
    const x5 = load<T>(x + 5 * pixelBytes);
    addDot4<T>(w, d0, d1, d2, d3, x0, x1, x2, x3);
    addDot4<T>(w + sizeof<T>(), d0, d1, d2, d3, x1, x2, x3, x4);
    addDot4<T>(w + 2 * sizeof<T>(), d0, d1, d2, d3, x2, x3, x4, x5);
  }
}

// @ts-ignore: decorator
@inline
function columns2s1<T>(window: usize, offset: usize, dy: usize, w: usize, pixelBytes: usize): void {
  const d0 = load<T>(dy);
  const d1 = load<T>(dy + pixelBytes);
  for (let r: usize = 0; r < 3; r++, w += 3 * sizeof<T>()) {
    const x = windowRow(window, r) + offset;
    const x1 = load<T>(x + pixelBytes);
    const x2 = load<T>(x + 2 * pixelBytes);
    addDot2<T>(w, d0, d1, load<T>(x), x1);
    addDot2<T>(w + sizeof<T>(), d0, d1, x1, x2);
    addDot2<T>(w + 2 * sizeof<T>(), d0, d1, x2, load<T>(x + 3 * pixelBytes));
  }
}

// @ts-ignore: decorator
@inline
function columns2s2<T>(window: usize, offset: usize, dy: usize, w: usize, pixelBytes: usize): void {
  const d0 = load<T>(dy);
  const d1 = load<T>(dy + pixelBytes);
  for (let r: usize = 0; r < 3; r++, w += 3 * sizeof<T>()) {
    const x = windowRow(window, r) + offset;
    const x2 = load<T>(x + 2 * pixelBytes);
    addDot2<T>(w, d0, d1, load<T>(x), x2);
    addDot2<T>(w + sizeof<T>(), d0, d1, load<T>(x + pixelBytes), load<T>(x + 3 * pixelBytes));
    addDot2<T>(w + 2 * sizeof<T>(), d0, d1, x2, load<T>(x + 4 * pixelBytes));
  }
}

// @ts-ignore: decorator
@inline
function column1<T>(window: usize, offset: usize, dy: usize, w: usize, pixelBytes: usize): void {
  const d = load<T>(dy);
  for (let r: usize = 0; r < 3; r++) {
    let x = windowRow(window, r) + offset;
    for (let t: usize = 0; t < 3; t++, x += pixelBytes, w += sizeof<T>()) {
      store<T>(w, madd<T>(d, load<T>(x), load<T>(w)));
    }
  }
}

// @ts-ignore: decorator
@inline
function addDot4<T>(w: usize, d0: T, d1: T, d2: T, d3: T, x0: T, x1: T, x2: T, x3: T): void {
  const sum = madd<T>(d1, x1, madd<T>(d0, x0, load<T>(w)));
  store<T>(w, madd<T>(d3, x3, madd<T>(d2, x2, sum)));
}

// @ts-ignore: decorator
@inline
function addDot2<T>(w: usize, d0: T, d1: T, x0: T, x1: T): void {
  store<T>(w, madd<T>(d1, x1, madd<T>(d0, x0, load<T>(w))));
}
