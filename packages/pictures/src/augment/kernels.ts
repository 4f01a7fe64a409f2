import type { Rgb } from '../resample/normalize.js';
import { augmentModule } from './augment-module.js';
import { type AffineMatrix, fixedPoint, type Surrounded } from './twins/affine.js';
import type { Box } from './twins/box-blur.js';

// The functions of `twins/` by the same names, in WebAssembly. Inputs are not changed, results are
// new; sizes are trusted.

export function blendBytes(first: Uint8Array, second: Uint8Array, factor: number): Uint8Array {
  const { functions, reserve, bytes } = augmentModule();
  const { length } = first;
  const [a, b, output] = reserve(length, length, length);
  bytes(a, length).set(first);
  bytes(b, length).set(second);
  functions.blendBytes(a, b, output, length, factor);
  return bytes(output, length).slice();
}

export const blendLevel = (level: number, bytes: Uint8Array, factor: number): Uint8Array =>
  fromBytes(bytes, bytes.length, ({ blendLevel: run }, input, output) =>
    run(level, input, output, bytes.length, factor),
  );

export const luma = (rgb: Uint8Array): Uint8Array =>
  fromBytes(rgb, pixelsOf(rgb), (functions, input, output) =>
    functions.luma(input, output, pixelsOf(rgb)),
  );

export function lumaSum(rgb: Uint8Array): number {
  const { functions, reserve, bytes } = augmentModule();
  const [input] = reserve(rgb.length);
  bytes(input, rgb.length).set(rgb);
  return functions.lumaSum(input, pixelsOf(rgb));
}

export const blendLuma = (rgb: Uint8Array, factor: number): Uint8Array =>
  fromBytes(rgb, rgb.length, ({ blendLuma: run }, input, output) =>
    run(input, output, pixelsOf(rgb), factor),
  );

export const grey = (rgb: Uint8Array): Uint8Array =>
  fromBytes(rgb, rgb.length, (functions, input, output) =>
    functions.grey(input, output, pixelsOf(rgb)),
  );

export const flipRows = (rgb: Uint8Array, width: number, height: number): Uint8Array =>
  fromBytes(rgb, rgb.length, (functions, input, output) =>
    functions.flipRows(input, output, width, height),
  );

export const smooth = (rgb: Uint8Array, width: number, height: number): Uint8Array =>
  fromBytes(rgb, rgb.length, (functions, input, output) =>
    functions.smooth(input, output, width, height),
  );

export const rgbToHsv = (rgb: Uint8Array): Uint8Array =>
  fromBytes(rgb, rgb.length, (functions, input, output) =>
    functions.rgbToHsv(input, output, pixelsOf(rgb)),
  );

export const hsvToRgb = (hsv: Uint8Array): Uint8Array =>
  fromBytes(hsv, hsv.length, (functions, input, output) =>
    functions.hsvToRgb(input, output, pixelsOf(hsv)),
  );

export const shiftHue = (rgb: Uint8Array, offset: number): Uint8Array =>
  fromBytes(rgb, rgb.length, ({ shiftHue: run }, input, output) =>
    run(input, output, pixelsOf(rgb), offset),
  );

export function histograms(rgb: Uint8Array): Uint32Array {
  const { functions, reserve, bytes } = augmentModule();
  const counts = new Uint32Array(3 * 256);
  const [input, output] = reserve(rgb.length, counts.byteLength);
  bytes(input, rgb.length).set(rgb);
  bytes(output, counts.byteLength).fill(0);
  functions.histograms(input, output, pixelsOf(rgb));
  return new Uint32Array(bytes(output, counts.byteLength).slice().buffer);
}

export function lookUp(rgb: Uint8Array, tables: Uint8Array): Uint8Array {
  const { functions, reserve, bytes } = augmentModule();
  const [input, tablesAt, output] = reserve(rgb.length, tables.length, rgb.length);
  bytes(input, rgb.length).set(rgb);
  bytes(tablesAt, tables.length).set(tables);
  functions.lookUp(input, tablesAt, output, pixelsOf(rgb));
  return bytes(output, rgb.length).slice();
}

export function boxBlur(
  rgb: Uint8Array,
  width: number,
  height: number,
  { radius, weight, edgeWeight }: Box,
  passes: number,
): Uint8Array {
  const { functions, reserve, bytes } = augmentModule();
  const { length } = rgb;
  let [input, output] = reserve(length, length);
  bytes(input, length).set(rgb);
  for (const pass of [functions.blurRows, functions.blurColumns]) {
    for (let i = 0; i < passes; i++) {
      pass(input, output, width, height, radius, weight, edgeWeight);
      [input, output] = [output, input];
    }
  }
  return bytes(input, length).slice();
}

export const scaleNearest = (surrounded: Surrounded, [a, , c, , e, f]: AffineMatrix): Uint8Array =>
  fromBytes(surrounded.rgb, surrounded.rgb.length, ({ scaleNearest: run }, input, output) =>
    run(input, output, surrounded.width, surrounded.height, wordOf(surrounded.fill), a, c, e, f),
  );

export const affineNearest = (surrounded: Surrounded, matrix: AffineMatrix): Uint8Array =>
  transformed('affineNearest', surrounded, fixedPoint(matrix));

export const affineBilinear = (surrounded: Surrounded, matrix: AffineMatrix): Uint8Array =>
  transformed('affineBilinear', surrounded, matrix);

export const affineBicubic = (surrounded: Surrounded, matrix: AffineMatrix): Uint8Array =>
  transformed('affineBicubic', surrounded, matrix);

const transformed = (
  name: 'affineNearest' | 'affineBilinear' | 'affineBicubic',
  { rgb, width, height, fill }: Surrounded,
  matrix: AffineMatrix,
): Uint8Array =>
  fromBytes(rgb, rgb.length, ({ [name]: run }, input, output) =>
    run(input, output, width, height, wordOf(fill), ...matrix),
  );

/** One input, one output of a given length. */
function fromBytes(
  input: Uint8Array,
  length: number,
  run: (
    functions: ReturnType<typeof augmentModule>['functions'],
    input: number,
    output: number,
  ) => void,
): Uint8Array {
  const { functions, reserve, bytes } = augmentModule();
  const [inputAt, outputAt] = reserve(input.length, length);
  bytes(inputAt, input.length).set(input);
  run(functions, inputAt, outputAt);
  return bytes(outputAt, length).slice();
}

const pixelsOf = (rgb: Uint8Array): number => rgb.length / 3;

/** As bytes lie in memory. */
const wordOf = ([red, green, blue]: Rgb): number => red | (green << 8) | (blue << 16);
