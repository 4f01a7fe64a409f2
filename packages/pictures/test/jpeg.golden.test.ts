import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decode } from '../src/index.js';
import { decodeJpeg } from '../src/jpeg/decode-jpeg.js';
import { inputBytes, readGolden, sha256 } from './golden.js';

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}
interface DecodeCase {
  readonly input: string;
  readonly pillow: Decoded | { readonly error: string };
  readonly pillow_exif_transpose?: Decoded;
}

const { cases } = readGolden<{ cases: DecodeCase[] }>('decode.json');
const isJpeg = ([first, second]: Uint8Array): boolean => first === 0xff && second === 0xd8;
const jpegs = cases.filter(({ input }) => isJpeg(inputBytes(input)));

/** Pillow refuses three of them, too. */
const LEFT_TO_OTHERS = [
  'cmyk_adobe.jpg',
  'cmyk_no_adobe.jpg',
  'header_only.jpg',
  'missing_eoi.jpg',
  'progressive_two_scans.jpg',
  'truncated.jpg',
  'ycck_adobe.jpg',
].map((name) => `inputs/decode/${name}`);

const described = (picture: Decoded): Decoded => {
  const { width, height, sha256 } = picture;
  return { width, height, sha256 };
};

describe('decodeJpeg', () => {
  it('decodes 146 of 153 files', () => {
    const left = jpegs.filter(({ input }) => !decodeJpeg(inputBytes(input)));
    expect(jpegs).toHaveLength(153);
    expect(left.map(({ input }) => input)).toEqual(LEFT_TO_OTHERS);
  });

  it.each(jpegs.filter(({ input }) => !LEFT_TO_OTHERS.includes(input)))(
    'gives the bytes of Pillow for $input',
    ({ input, pillow }) => {
      const picture = decodeJpeg(inputBytes(input));
      const { width, height, data } = picture ?? { width: 0, height: 0, data: new Uint8Array() };
      expect({ width, height, sha256: sha256(data) }).toEqual(described(pillow as Decoded));
    },
  );
});

describe('decodeJpeg of what jpegtran made of one file', () => {
  const original = jpegs.find(({ input }) => input.endsWith('/ycc_420.jpg'))?.pillow as Decoded;
  const fixture = (name: string): Buffer => readFileSync(join(__dirname, 'fixtures', name));

  it.each(['scan-of-each.jpg', 'scan-of-two.jpg', 'progressive-restart.jpg'])(
    'gives its pixels for %s',
    (name) => {
      expect(sha256(decodeJpeg(fixture(name))?.data ?? new Uint8Array())).toBe(original.sha256);
    },
  );

  it('leaves arithmetic codes to others', () => {
    expect(decodeJpeg(fixture('arithmetic.jpg'))).toBeUndefined();
  });
});

const turned = cases.filter(({ pillow_exif_transpose }) => pillow_exif_transpose);

it.each(turned)('turns $input upright as Pillow does', async (golden) => {
  const { width, height, data } = await decode(inputBytes(golden.input), {
    orientation: 'upright',
  });
  const expected = described(golden.pillow_exif_transpose as Decoded);
  expect({ width, height, sha256: sha256(data) }).toEqual(expected);
});
