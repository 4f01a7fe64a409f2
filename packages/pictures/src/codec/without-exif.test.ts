import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { withoutExif } from './without-exif.js';

const raw = { width: 3, height: 2, channels: 3 } as const;
const image = () => sharp(new Uint8Array(18).fill(99), { raw });

it('takes the orientation out of a JPEG and leaves the rest', async () => {
  const bytes = await image().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const joined = Buffer.concat(withoutExif(bytes));
  expect((await sharp(bytes).metadata()).orientation).toBe(6);
  expect(await sharp(joined).metadata()).toMatchObject({ width: 3, height: 2 });
  expect((await sharp(joined).metadata()).orientation).toBeUndefined();
  expect(await sharp(joined).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
});

it('leaves other files alone, and ends on any', async () => {
  const png = await image().withMetadata({ orientation: 6 }).png().toBuffer();
  expect(Buffer.concat(withoutExif(png))).toEqual(png);
  const start = [0xff, 0xd8, 0xff, 0xe1];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (rest) => {
      const bytes = Uint8Array.from([...start, ...rest]);
      expect(Buffer.concat(withoutExif(bytes)).length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
