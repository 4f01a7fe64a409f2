import sharp from 'sharp';
import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { notAPicture, pictureDamaged, pictureUnsupported } from '../errors.js';
import { type Sniffed, sniff } from './sniff.js';

/** As Pillow: colour profiles, EXIF orientation and alpha count for nothing, a cut file is an error. */
const AS_PILLOW = { ignoreIcc: true, failOn: 'truncated' } as const;

/**
 * Decodes JPEG, PNG, WebP, GIF (first frame) or TIFF to the bytes that Pillow's
 * `Image.open(f).convert('RGB')` gives. Works on another thread.
 *
 * Differs: where a GIF is transparent, Pillow keeps the colour below and this gives black.
 *
 * @param options.name how errors call the picture
 * @throws {ImagenetError} `NOT_A_PICTURE`, `PICTURE_DAMAGED`, `PICTURE_UNSUPPORTED` (BMP, and what
 * libvips does not read)
 */
export async function decode(
  bytes: Uint8Array,
  options: { readonly name?: string } = {},
): Promise<Picture> {
  const name = options.name ?? 'the picture';
  const kind = sniff(bytes);
  if (!kind.isPicture) throw notAPicture(name, kind.what);
  try {
    return await DECODERS[kind.layout](bytes);
  } catch (error) {
    const unsupported = error instanceof Error && error.message.includes('unsupported image');
    throw (unsupported ? pictureUnsupported : pictureDamaged)(name, kind.what, error);
  }
}

const DECODERS: Readonly<Record<Sniffed['layout'], (bytes: Uint8Array) => Promise<Picture>>> = {
  usual: decodeUsual,
  cmyk: decodeCmyk,
  grey16: decodeGrey16,
};

async function decodeUsual(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes, AS_PILLOW)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** libvips would go through colour profiles; Pillow multiplies. */
async function decodeCmyk(bytes: Uint8Array): Promise<Picture> {
  const { data: cmyk, info } = await sharp(bytes, AS_PILLOW)
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const data = new Uint8ClampedArray(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    const white = 255 - cmyk[4 * i + 3];
    for (let c = 0; c < CHANNELS; c++) {
      // Division by 255 with rounding, without dividing.
      const ink = cmyk[4 * i + c] * white + 128;
      data[CHANNELS * i + c] = white - (((ink >> 8) + ink) >> 8);
    }
  }
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer) };
}

/** Pillow clips 16-bit grey to 255 where libvips keeps the high byte. */
async function decodeGrey16(bytes: Uint8Array): Promise<Picture> {
  const { data: raw, info } = await sharp(bytes, AS_PILLOW)
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const pixels = info.width * info.height;
  const grey = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const data = new Uint8Array(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    const level = Math.min(255, grey.getUint16(2 * i, true));
    data.fill(level, CHANNELS * i, CHANNELS * (i + 1));
  }
  return { width: info.width, height: info.height, data };
}
