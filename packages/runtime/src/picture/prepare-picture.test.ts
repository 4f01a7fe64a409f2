import { expect, it } from '@jest/globals';
import { IMAGENET_224, SMALL_32 } from '@mobilenext/mobilenext';
import { RuntimeError } from '../errors.js';
import { preparation } from './prepare-picture.js';

/** A picture whose red tells the column and whose green the row. */
const gradient = (width: number, height: number) => ({
  ...{ width, height },
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [pixel % width, Math.floor(pixel / width), 0][i % 3];
  }),
});

function prepared(preprocessing: typeof IMAGENET_224, width: number, height: number): Float32Array {
  const values = new Float32Array(preprocessing.size ** 2 * 3);
  preparation(preprocessing)(gradient(width, height), values);
  return values;
}

/** A normalised byte. */
const normalized = (byte: number, channel: number): number =>
  (byte / 255 - IMAGENET_224.mean[channel]) / IMAGENET_224.std[channel];

it('cuts the middle of a picture whose short side is right already', () => {
  const values = prepared(IMAGENET_224, 256, 256);
  expect(values[0]).toBeCloseTo(normalized(16, 0), 5);
  expect(values[1]).toBeCloseTo(normalized(16, 1), 5);
  expect(values[2]).toBeCloseTo(normalized(0, 2), 5);
  expect(values.at(-2)).toBeCloseTo(normalized(239, 1), 5);
});

it('scales a picture of another size to a small square, and leaves one of its size alone', () => {
  const same = prepared(SMALL_32, 32, 32);
  expect(same[3 * 33]).toBeCloseTo(normalized(1, 0), 5);
  const scaled = prepared(SMALL_32, 64, 32);
  expect(scaled[3 * 10]).toBeCloseTo(normalized(21, 0), 1);
});

it('pads what is smaller than the crop by the rule of torchvision', () => {
  const resize = { shortSide: 2, interpolation: 'bilinear', rounding: 'torchvision' } as const;
  const rule = { ...IMAGENET_224, size: 4, resize, cropRule: 'torchvision' } as const;
  const values = prepared(rule, 2, 2);
  expect(values[0]).toBeCloseTo(normalized(0, 0), 5);
  expect(values[3 * (4 * 2 + 2)]).toBeCloseTo(normalized(1, 0), 5);
});

it('says of a picture that is too large for the memory how much it needs', () => {
  // Its rows are scaled last, so that all of it must be in memory; no byte of it is read before.
  const tall = { width: 20_000, height: 40_000, data: new Uint8Array(0) };
  const values = new Float32Array(3 * 32 ** 2);
  const prepare = () => preparation(SMALL_32)(tall, values);
  expect(prepare).toThrow(RuntimeError);
  expect(prepare).toThrow(/^the picture needs \d+ MiB of memory, more than the limit of 1024/);
});
