import { expect, it } from '@jest/globals';
import * as kernels from '../src/augment/kernels.js';
import * as twins from '../src/augment/twins/index.js';
import { readGolden, sha256 } from './golden.js';

interface Conversion {
  /** Of the outputs of 65,536 colours, the beginning of the hash. */
  readonly by_first_component: readonly string[];
}

const { conversions } = readGolden<{ conversions: Record<string, Conversion> }>('color_cube.json');

const CONVERSIONS = {
  RGB_to_L: 'luma',
  RGB_to_HSV: 'rgbToHsv',
  HSV_to_RGB: 'hsvToRgb',
} as const;

/** All colours with a given first component. */
function slice(first: number): Uint8Array {
  const colors = new Uint8Array(65_536 * 3);
  for (let i = 0; i < 65_536; i++) {
    colors[3 * i] = first;
    colors[3 * i + 1] = i >> 8;
    colors[3 * i + 2] = i;
  }
  return colors;
}

const slices = Array.from({ length: 256 }, (_, first) => first);

it.each(Object.entries(CONVERSIONS))('%s agrees on all 16,777,216 colours', (golden, name) => {
  const hashes = conversions[golden].by_first_component;
  const wrong = slices.filter(
    (first) => !sha256(kernels[name](slice(first))).startsWith(hashes[first]),
  );
  expect(hashes).toHaveLength(256);
  expect(wrong).toEqual([]);
});

it.each(Object.entries(CONVERSIONS))('%s of the plain loops agrees on some', (golden, name) => {
  const hashes = conversions[golden].by_first_component;
  for (const first of [0, 1, 85, 127, 128, 254, 255]) {
    expect(sha256(twins[name](slice(first))).slice(0, 16)).toBe(hashes[first]);
  }
});
