import { CHANNELS, type Picture } from '@mobilenext/pictures';
import sharp from 'sharp';

/** PNG of 8 bits and three channels; {@link decode} gives back the same pixels. */
export async function encodePng({ width, height, data }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toBuffer();
}
