import type { Rgb } from '../../resample/normalize.js';

/**
 * Takes positions of the result to positions of the input: (x, y) to (a x + b y + c, d x + e y + f).
 * Centres of pixels lie at halves.
 */
export type AffineMatrix = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
];

/** An input of [height, width, 3], and the colour around it; results are of the same size. */
export interface Surrounded {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly fill: Rgb;
}

/**
 * The nearest pixel under a matrix of scales and shifts (b = d = 0), whose positions are sums in
 * double.
 */
export function scaleNearest(surrounded: Surrounded, [a, , c, , e, f]: AffineMatrix): Uint8Array {
  const { rgb, width, height } = surrounded;
  const output = filled(surrounded);
  const columns = accumulated(width, c + a * 0.5, a);
  const rows = accumulated(height, f + e * 0.5, e);
  for (let y = 0; y < height; y++) {
    if (rows[y] < 0 || rows[y] >= height) continue;
    for (let x = 0; x < width; x++) {
      if (columns[x] < 0 || columns[x] >= width) continue;
      copyPixel(rgb, 3 * (rows[y] * width + columns[x]), output, 3 * (y * width + x));
    }
  }
  return output;
}

/** Whole positions; what lies left of the input is -1. */
function accumulated(length: number, start: number, step: number): number[] {
  let at = start;
  return Array.from({ length }, () => {
    const position = at < 0 ? -1 : Math.trunc(at);
    at += step;
    return position;
  });
}

/** The nearest pixel, with positions of 16 fractional bits. */
export function affineNearest(surrounded: Surrounded, matrix: AffineMatrix): Uint8Array {
  const { rgb, width, height } = surrounded;
  const output = filled(surrounded);
  const [a, b, c, d, e, f] = fixedPoint(matrix);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (a * x + b * y + c) >> 16;
      const row = (d * x + e * y + f) >> 16;
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      copyPixel(rgb, 3 * (row * width + column), output, 3 * (y * width + x));
    }
  }
  return output;
}

/** The matrix for whole x and y instead of centres, with 16 fractional bits. */
export function fixedPoint([a, b, c, d, e, f]: AffineMatrix): AffineMatrix {
  const fixed = (value: number): number => Math.floor(value * 65536 + 0.5);
  return [
    ...[fixed(a), fixed(b), fixed(c + a * 0.5 + b * 0.5)],
    ...[fixed(d), fixed(e), fixed(f + d * 0.5 + e * 0.5)],
  ] as unknown as AffineMatrix;
}

/** Two pixels of each of two rows, mixed in double and cut down. */
export function affineBilinear(surrounded: Surrounded, matrix: AffineMatrix): Uint8Array {
  return interpolated(surrounded, matrix, 2, ([first, second], t) => first + (second - first) * t);
}

/** Four pixels of each of four rows with a = -1, in double, clamped and cut down. */
export function affineBicubic(surrounded: Surrounded, matrix: AffineMatrix): Uint8Array {
  return interpolated(surrounded, matrix, 4, ([v1, v2, v3, v4], t) => {
    const p2 = -v1 + v3;
    const p3 = 2 * (v1 - v2) + v3 - v4;
    const p4 = -v1 + v2 - v3 + v4;
    return v2 + t * (p2 + t * (p3 + t * p4));
  });
}

type Mix = (values: readonly number[], fraction: number) => number;

function interpolated(
  surrounded: Surrounded,
  [a, b, c, d, e, f]: AffineMatrix,
  taps: number,
  mix: Mix,
): Uint8Array {
  const { width, height } = surrounded;
  const output = filled(surrounded);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = a * (x + 0.5) + b * (y + 0.5) + c;
      const row = d * (x + 0.5) + e * (y + 0.5) + f;
      if (!(column >= 0 && column < width && row >= 0 && row < height)) continue;
      for (let channel = 0; channel < 3; channel++) {
        const value = valueAt(surrounded, column - 0.5, row - 0.5, channel, taps, mix);
        output[3 * (y * width + x) + channel] = Math.trunc(Math.min(Math.max(value, 0), 255));
      }
    }
  }
  return output;
}

function valueAt(
  { rgb, width, height }: Surrounded,
  column: number,
  row: number,
  channel: number,
  taps: number,
  mix: Mix,
): number {
  const left = Math.floor(column);
  const top = Math.floor(row);
  const around = Array.from({ length: taps }, (_, tap) => tap - taps / 2 + 1);
  const inRow = (y: number): number => {
    const pixels = around.map((step) => y * width + clamp(left + step, width));
    return mix(
      pixels.map((pixel) => rgb[3 * pixel + channel]),
      column - left,
    );
  };
  // Beyond the picture the outermost row is repeated.
  const rows = around.map((step) => inRow(clamp(top + step, height)));
  return mix(rows, row - top);
}

const clamp = (position: number, length: number): number =>
  Math.min(Math.max(position, 0), length - 1);

function filled({ rgb, fill }: Surrounded): Uint8Array {
  const output = new Uint8Array(rgb.length);
  for (let at = 0; at < output.length; at += 3) output.set(fill, at);
  return output;
}

function copyPixel(from: Uint8Array, at: number, to: Uint8Array, out: number): void {
  to[out] = from[at];
  to[out + 1] = from[at + 1];
  to[out + 2] = from[at + 2];
}
