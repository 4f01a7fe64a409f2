import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp, { type JpegOptions } from 'sharp';
import { cutBox } from '../resample/cut-box.js';
import { CHANNELS, type Picture, type PixelBox } from '../resample/picture.js';
import { decodeJpeg } from './decode-jpeg.js';
import { jpegModule } from './jpeg-module.js';

/** Edges, gradients and noise. */
function drawing(width: number, height: number, seed: number): Picture {
  const data = Uint8Array.from({ length: width * height * CHANNELS }, (_, i) => {
    const pixel = Math.floor(i / CHANNELS);
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    const noise = Math.imul(i + seed, 0x9e3779b1) >>> 24;
    return ((x * (seed % 7) + y * 3) & 255) ^ (x + y > width ? 0x70 : 0) ^ (noise >> (seed % 8));
  });
  return { width, height, data };
}

const encoded = ({ width, height, data }: Picture, options: JpegOptions, isGrey = false) => {
  const image = sharp(data, { raw: { width, height, channels: CHANNELS } });
  return (isGrey ? image.toColourspace('b-w') : image).jpeg(options).toBuffer();
};

async function bySharp(bytes: Uint8Array): Promise<Picture> {
  const pixels = sharp(bytes).toColourspace('srgb').raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

const side = fc.integer({ min: 1, max: 90 });
const options = fc.record({
  quality: fc.integer({ min: 1, max: 100 }),
  progressive: fc.boolean(),
  chromaSubsampling: fc.constantFrom('4:2:0', '4:4:4'),
  optimiseCoding: fc.boolean(),
  mozjpeg: fc.boolean(),
});

describe('decodeJpeg', () => {
  it('gives the pixels of libjpeg-turbo', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([side, side, options, fc.nat(1e6), fc.boolean()] as const),
        async (width, height, how, seed, isGrey) => {
          const bytes = await encoded(drawing(width, height, seed), how, isGrey);
          const picture = decodeJpeg(bytes);
          const expected = await bySharp(bytes);
          expect([picture?.width, picture?.height]).toEqual([width, height]);
          expect(Buffer.compare(picture?.data ?? bytes, expected.data)).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives of a box what the whole picture has there', async () => {
    const corner = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(
        ...([side, side, options, corner] as const),
        async (width, height, how, [x, y, w, h]) => {
          const bytes = await encoded(drawing(width, height, x), how);
          const left = x % width;
          const top = y % height;
          const box: PixelBox = {
            left,
            top,
            width: 1 + (w % (width - left)),
            height: 1 + (h % (height - top)),
          };
          const whole = decodeJpeg(bytes) as Picture;
          expect(decodeJpeg(bytes, box)).toEqual(cutBox(whole, box));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('leaves to others what is cut short, wherever', async () => {
    const picture = drawing(30, 20, 9);
    for (const progressive of [false, true]) {
      const bytes = await encoded(picture, { progressive });
      for (let length = 0; length < bytes.length; length++) {
        expect(decodeJpeg(bytes.subarray(0, length))).toBeUndefined();
      }
      expect(decodeJpeg(bytes)).toBeDefined();
    }
  });

  it('neither traps nor hangs on damaged bytes', async () => {
    const files = await Promise.all(
      [false, true].map((progressive) => encoded(drawing(40, 30, 5), { progressive })),
    );
    const place = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(place, { minLength: 1, maxLength: 8 }),
        (file, changes) => {
          const bytes = Uint8Array.from(file);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          expect(() => decodeJpeg(bytes)).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leaves to others tables that come behind the first scan', async () => {
    const bytes = await encoded(drawing(30, 20, 3), { progressive: true });
    const at = bytes.indexOf(Uint8Array.of(0xff, 0xdb));
    const table = bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2));
    const twice = Buffer.concat([bytes.subarray(0, -2), table, bytes.subarray(-2)]);
    expect(decodeJpeg(twice)).toBeUndefined();
    expect(decodeJpeg(bytes)).toBeDefined();
  });

  it('leaves to others what needs much memory, without taking any', async () => {
    const bytes = await encoded(drawing(8, 8, 1), {});
    const frame = bytes.indexOf(Uint8Array.of(0xff, 0xc0));
    bytes.writeUInt16BE(65_000, frame + 5);
    bytes.writeUInt16BE(65_000, frame + 7);
    const memory = () => jpegModule().bytes(0, 0).buffer.byteLength;
    const before = memory();
    expect(decodeJpeg(bytes)).toBeUndefined();
    expect(memory()).toBe(before);
  });
});
