import { CHANNELS, type Picture } from '@mobilenext/pictures';
import type { Metadata, Sharp } from 'sharp';
import { badPicture } from '../errors.js';
import { loadSharp } from './load-sharp.js';
import type { DecodeOptions } from './source.js';

/** As Pillow: colour profiles and alpha count for nothing, a cut file is an error. */
const AS_PILLOW = { ignoreIcc: true, failOn: 'truncated' } as const;

/**
 * Decodes JPEG, PNG, WebP, GIF (first frame), TIFF or AVIF to the bytes that Pillow's
 * `Image.open(f).convert('RGB')` gives. Works on another thread.
 *
 * @throws {RuntimeError} `MISSING` without sharp, `PICTURE` for what it cannot decode
 */
export async function decodeBySharp(
  bytes: Uint8Array,
  { orientation, name }: DecodeOptions,
): Promise<Picture> {
  const sharp = await loadSharp();
  try {
    const image = sharp(bytes, AS_PILLOW);
    const decode = decoderOf(await image.metadata());
    return await decode(orientation === 'upright' ? image.autoOrient() : image);
  } catch (error) {
    throw badPicture(name, error);
  }
}

type Decoder = (image: Sharp) => Promise<Picture>;

function decoderOf({ space, hasAlpha }: Metadata): Decoder {
  if (space === 'cmyk') return decodeCmyk;
  return space === 'grey16' && !hasAlpha ? decodeGrey16 : decodeUsual;
}

async function decodeUsual(image: Sharp): Promise<Picture> {
  const { data, info } = await image
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** libvips would go through colour profiles; Pillow multiplies. */
async function decodeCmyk(image: Sharp): Promise<Picture> {
  const { data: cmyk, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const data = new Uint8ClampedArray(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    const white = 255 - cmyk[4 * i + 3];
    for (let c = 0; c < CHANNELS; c++) {
      data[CHANNELS * i + c] = white - Math.round((cmyk[4 * i + c] * white) / 255);
    }
  }
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer) };
}

/** Pillow clips 16-bit grey to 255 where libvips keeps the high byte. */
async function decodeGrey16(image: Sharp): Promise<Picture> {
  const { data: raw, info } = await image
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const grey = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const data = new Uint8Array(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    data.fill(Math.min(255, grey.getUint16(2 * i, true)), CHANNELS * i, CHANNELS * (i + 1));
  }
  return { width: info.width, height: info.height, data };
}
