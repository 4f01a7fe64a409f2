import sharp from 'sharp';
import { CHANNELS, type Picture } from './picture.js';

/** PNG of 8 bits and three channels; {@link decode} gives back the same pixels. */
export async function encodePng({ width, height, data }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toBuffer();
}
