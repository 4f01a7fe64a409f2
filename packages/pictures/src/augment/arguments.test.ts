import { expect, it } from '@jest/globals';
import { PictureError } from '../errors.js';
import * as augment from './index.js';

const picture = { width: 5, height: 4, data: new Uint8Array(60).fill(9) };

it.each([
  [
    () => augment.adjustBrightness(picture, NaN),
    'the brightness factor is NaN: it must be a finite number',
  ],
  [() => augment.adjustHue(picture, 0.6), 'the hue factor is 0.6: it must be between -0.5 and 0.5'],
  [() => augment.autocontrast(picture, 51), 'the cutoff is 51: it must be between 0 and 50'],
  [
    () => augment.posterize(picture, 9),
    'the number of bits to keep is 9: it must be a whole number from 0 to 8',
  ],
  [() => augment.gaussianBlur(picture, -1), 'the blur radius is -1: it must be from 0 to 1000'],
  [
    () => augment.rotate(picture, Infinity),
    'the angle in degrees is Infinity: it must be a finite number',
  ],
  [
    () => augment.affine(picture, [1, 1, 1e5, 0, 1, 0]),
    'the matrix is 1, 1, 100000, 0, 1, 0: it must be one whose positions lie within 32,767 pixels',
  ],
  [
    () => augment.blend(picture, { ...picture, width: 4, height: 5 }, 0.5),
    'pictures of 5x4 and 4x5 pixels cannot be blended: resize or crop one',
  ],
  [
    () => augment.erase(picture, { left: 2, top: 0, width: 4, height: 1 }, [0, 0, 0]),
    'the box of left, top, width, height 2, 0, 4, 1 does not lie inside the picture of 5x4 pixels',
  ],
  [
    () => augment.erase(picture, { left: 2, top: 0, width: 3, height: 2 }, new Uint8Array(17)),
    '17 bytes do not fill a box of 3x2 pixels, three bytes each',
  ],
  [
    () => augment.opencvResize(picture, { width: 0, height: 2, interpolation: 'area' }),
    'a picture of 0x2: both must be whole and at least 1',
  ],
])('%# refuses what makes no sense', (run, message) => {
  expect(run).toThrow(new PictureError('ARGUMENT', message));
});

it('erases with pixels', () => {
  const { data } = augment.erase(
    { width: 3, height: 2, data: new Uint8Array(18) },
    { left: 1, top: 0, width: 2, height: 2 },
    Uint8Array.from({ length: 12 }, (_, i) => i + 1),
  );
  expect([...data]).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9, 10, 11, 12]);
});

it('blurs nothing with a radius of 0 and gives a copy', () => {
  const blurred = augment.gaussianBlur(picture, 0);
  expect(blurred).toEqual(picture);
  expect(blurred.data).not.toBe(picture.data);
});

it.each([
  [
    'erase',
    (p: typeof picture) => augment.erase(p, { left: 0, top: 0, width: 1, height: 1 }, [0, 0, 0]),
  ],
  ['rotate', (p: typeof picture) => augment.rotate(p, 0)],
  ['gaussianBlur', (p: typeof picture) => augment.gaussianBlur(p, 0)],
  ['adjustSharpness', (p: typeof picture) => augment.adjustSharpness(p, 2)],
])('%s copies pictures that lie in a Buffer, whose slices are views', (_, run) => {
  const given = { ...picture, data: Buffer.from(picture.data) };
  run(given).data.fill(0);
  expect([...given.data]).toEqual([...picture.data]);
});
