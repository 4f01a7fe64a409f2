import type { Metadata, Sharp } from 'sharp';
import { CHANNELS, type Picture } from '../resample/picture.js';
import { type Layout, layoutOf } from './layout.js';
import { loadSharp } from './load-sharp.js';

/** As Pillow: colour profiles and alpha count for nothing, a cut file is an error. */
const AS_PILLOW = { ignoreIcc: true, failOn: 'truncated' } as const;

/** The bytes that Pillow gives. Works on another thread. */
export async function decodeBySharp(
  bytes: Uint8Array,
  orientation: 'upright' | 'stored',
): Promise<Picture> {
  const sharp = await loadSharp();
  const image = sharp(bytes, AS_PILLOW);
  // Asking sharp costs another way to its threads and back.
  const layout = layoutOf(bytes) ?? layoutOfMetadata(await image.metadata());
  return DECODERS[layout](orientation === 'upright' ? image.autoOrient() : image);
}

const DECODERS: Readonly<Record<Layout, (image: Sharp) => Promise<Picture>>> = {
  usual: decodeUsual,
  cmyk: decodeCmyk,
  grey16: decodeGrey16,
};

function layoutOfMetadata({ space, hasAlpha }: Metadata): Layout {
  if (space === 'cmyk') return 'cmyk';
  return space === 'grey16' && !hasAlpha ? 'grey16' : 'usual';
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
      // Division by 255 with rounding, without dividing.
      const ink = cmyk[4 * i + c] * white + 128;
      data[CHANNELS * i + c] = white - (((ink >> 8) + ink) >> 8);
    }
  }
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer) };
}

/** Pillow clips 16-bit grey to 255 where libvips keeps the high byte. */
async function decodeGrey16(image: Sharp): Promise<Picture> {
  const { data: raw, info } = await image
    .toColourspace('grey16')
    .removeAlpha()
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
