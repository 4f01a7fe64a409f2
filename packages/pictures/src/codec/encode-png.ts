import { CHANNELS, type Picture } from '../resample/picture.js';
import { loadSharp } from './load-sharp.js';

/**
 * PNG of 8 bits and three channels, by sharp; `decode` gives back the same pixels.
 *
 * @throws {PictureError} `MISSING` without sharp
 */
export async function encodePng({ width, height, data }: Picture): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toBuffer();
}
