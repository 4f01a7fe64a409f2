// One row of a depthwise 3x3 convolution: y [outWidth, C] from a window of three padded rows and
// packed taps (see taps.ts). Channels are innermost, so that memory is read in order; several
// columns at once share the filter and their inputs. Each row of taps is an iteration of a loop,
// because V8 loads all operands of a straight piece of code first and would spill with all nine
// taps.
import { QUAD, madd, splat } from '../common/lanes';
import { windowRow } from '../common/window';

export function depthwiseRow(
  window: usize, taps: usize, y: usize, outWidth: usize, stride: usize, pixelBytes: usize,
): void {
  const block: usize = stride == 1 ? 4 : 2;
  let column: usize = 0;
  for (; column + block <= outWidth; column += block) {
    blockAt(window, taps, y, column, stride, pixelBytes);
  }
  if (column == outWidth) return;
  if (outWidth >= block) {
    // Columns that are computed twice cost less than columns one by one.
    blockAt(window, taps, y, outWidth - block, stride, pixelBytes);
    return;
  }
  for (; column < outWidth; column++) {
    const x = column * stride * pixelBytes;
    const out = y + column * pixelBytes;
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      column1<v128>(window, x + k, taps + k * 9, out + k, pixelBytes);
    }
    for (; k < pixelBytes; k += 4) column1<f32>(window, x + k, taps + k * 9, out + k, pixelBytes);
  }
}

/** Four columns at stride 1, two at stride 2. */
function blockAt(
  window: usize, taps: usize, y: usize, column: usize, stride: usize, pixelBytes: usize,
): void {
  const x = column * stride * pixelBytes;
  const out = y + column * pixelBytes;
  let k: usize = 0;
  if (stride == 1) {
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      columns4s1<v128>(window, x + k, taps + k * 9, out + k, pixelBytes);
    }
    for (; k < pixelBytes; k += 4) {
      columns4s1<f32>(window, x + k, taps + k * 9, out + k, pixelBytes);
    }
  } else {
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      columns2s2<v128>(window, x + k, taps + k * 9, out + k, pixelBytes);
    }
    for (; k < pixelBytes; k += 4) {
      columns2s2<f32>(window, x + k, taps + k * 9, out + k, pixelBytes);
    }
  }
}

// @ts-ignore: decorator
@inline
function columns4s1<T>(window: usize, offset: usize, w: usize, y: usize, pixelBytes: usize): void {
  let y0 = splat<T>(0), y1 = splat<T>(0), y2 = splat<T>(0), y3 = splat<T>(0);
  for (let r: usize = 0; r < 3; r++, w += 3 * sizeof<T>()) {
    const x = windowRow(window, r) + offset;
    const w0 = load<T>(w);
    const w1 = load<T>(w, sizeof<T>());
    const w2 = load<T>(w, 2 * sizeof<T>());
    const x0 = load<T>(x);
    const x1 = load<T>(x + pixelBytes);
    const x2 = load<T>(x + 2 * pixelBytes);
    const x3 = load<T>(x + 3 * pixelBytes);
    const x4 = load<T>(x + 4 * pixelBytes);
    const x5 = load<T>(x + 5 * pixelBytes);
    y0 = madd<T>(x2, w2, madd<T>(x1, w1, madd<T>(x0, w0, y0)));
    y1 = madd<T>(x3, w2, madd<T>(x2, w1, madd<T>(x1, w0, y1)));
    y2 = madd<T>(x4, w2, madd<T>(x3, w1, madd<T>(x2, w0, y2)));
    y3 = madd<T>(x5, w2, madd<T>(x4, w1, madd<T>(x3, w0, y3)));
  }
  store<T>(y, y0);
  store<T>(y + pixelBytes, y1);
  store<T>(y + 2 * pixelBytes, y2);
  store<T>(y + 3 * pixelBytes, y3);
}

// @ts-ignore: decorator
@inline
function columns2s2<T>(window: usize, offset: usize, w: usize, y: usize, pixelBytes: usize): void {
  let y0 = splat<T>(0), y1 = splat<T>(0);
  for (let r: usize = 0; r < 3; r++, w += 3 * sizeof<T>()) {
    const x = windowRow(window, r) + offset;
    const w0 = load<T>(w);
    const w1 = load<T>(w, sizeof<T>());
    const w2 = load<T>(w, 2 * sizeof<T>());
    const x2 = load<T>(x + 2 * pixelBytes);
    y0 = madd<T>(x2, w2, madd<T>(load<T>(x + pixelBytes), w1, madd<T>(load<T>(x), w0, y0)));
    const x3 = load<T>(x + 3 * pixelBytes);
    y1 = madd<T>(load<T>(x + 4 * pixelBytes), w2, madd<T>(x3, w1, madd<T>(x2, w0, y1)));
  }
  store<T>(y, y0);
  store<T>(y + pixelBytes, y1);
}

// @ts-ignore: decorator
@inline
function column1<T>(window: usize, offset: usize, w: usize, y: usize, pixelBytes: usize): void {
  let sum = splat<T>(0);
  for (let r: usize = 0; r < 3; r++) {
    let x = windowRow(window, r) + offset;
    for (let t: usize = 0; t < 3; t++, x += pixelBytes, w += sizeof<T>()) {
      sum = madd<T>(load<T>(x), load<T>(w), sum);
    }
  }
  store<T>(y, sum);
}
