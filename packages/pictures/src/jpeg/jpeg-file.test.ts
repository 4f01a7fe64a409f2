import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { adjustBrightness } from '../augment/brightness.js';
import { cutBox } from '../resample/cut-box.js';
import type { Picture, PixelBox } from '../resample/picture.js';
import { decodeJpeg } from './decode-jpeg.js';
import { type JpegFile, openJpeg } from './jpeg-file.js';

const WIDTH = 61;
const HEIGHT = 47;
let bytes: Buffer;
let whole: Picture;
const open = (): JpegFile => openJpeg(bytes) as JpegFile;

beforeAll(async () => {
  const data = Uint8Array.from({ length: 3 * WIDTH * HEIGHT }, (_, i) => (i * i) >> 5);
  bytes = await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
  whole = decodeJpeg(bytes) as Picture;
});

const corners = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());

/** A box inside. */
function boxIn({ width, height }: Picture, [x, y, w, h]: readonly number[]): PixelBox {
  const left = x % width;
  const top = y % height;
  return { left, top, width: 1 + (w % (width - left)), height: 1 + (h % (height - top)) };
}

const pixels = ({ width, height, data }: Picture): Picture => ({
  ...{ width, height },
  data: Uint8Array.from(data),
});

describe('openJpeg', () => {
  it('is the picture', () => {
    expect(pixels(open())).toEqual(whole);
  });

  it('is none for other files', () => {
    expect(openJpeg(new Uint8Array(99))).toBeUndefined();
    expect(openJpeg(bytes.subarray(0, 20))).toBeUndefined();
  });

  it('cuts boxes out of boxes as cutBox does', () =>
    fc.assert(
      fc.property(corners, corners, (first, second) => {
        const outer = boxIn(whole, first);
        const cut = cutBox(open(), outer);
        const inner = boxIn(cut, second);
        const expected = cutBox(cutBox(whole, outer), inner);
        expect(pixels(cutBox(cut, inner))).toEqual(expected);
        expect(pixels((cut as JpegFile).view(inner))).toEqual(expected);
      }),
    ));

  it('is black where a box lies outside, as any picture', () => {
    const box = { left: -3, top: 40, width: 20, height: 20 };
    expect(cutBox(open(), box)).toEqual(cutBox(whole, box));
  });

  it('becomes a picture like any other when it is changed', () => {
    const box = { left: 3, top: 5, width: 8, height: 9 };
    const expected = cutBox(adjustBrightness(whole, 0.5), box);
    expect(cutBox(adjustBrightness(open(), 0.5), box)).toEqual(expected);
  });

  it('is gone with its file when the garbage of new objects is collected', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;
    const held = (): number => process.memoryUsage().arrayBuffers;
    const large = 2 ** 20;
    collect();
    const before = held();
    for (let i = 0; i < 50; i++) {
      const file = new Uint8Array(large);
      file.set(bytes);
      cutBox(openJpeg(file) as JpegFile, { left: 3, top: 5, width: 8, height: 9 });
    }
    // The second time waits for what is given back beside the program.
    collect({ type: 'minor' });
    collect({ type: 'minor' });
    expect(held() - before).toBeLessThan(5 * large);
  });

  it('says of a file that is cut short to use decode', () => {
    const file = openJpeg(bytes.subarray(0, -100));
    expect([file?.width, file?.height]).toEqual([WIDTH, HEIGHT]);
    expect(() => file?.data).toThrow(/use decode\(\)/);
  });
});
