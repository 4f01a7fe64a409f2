import type { Picture } from '@mobilenext/pictures';
import { badPicture } from '../errors.js';
import { pictureOfPixels } from './picture-of-pixels.js';
import type { Bitmap, ImageElement } from './source.js';

/** Whether this is a page or one of its workers. */
export const hasCanvas = (): boolean =>
  typeof createImageBitmap === 'function' &&
  (typeof OffscreenCanvas !== 'undefined' || typeof document !== 'undefined');

/**
 * Decodes by the browser, without its colour management and turned upright. A canvas keeps colour
 * multiplied by alpha: what is transparent comes out black, what is half transparent with rounding
 * errors.
 *
 * @param name how errors call the picture
 * @throws {RuntimeError} `PICTURE`: cannot be decoded, or is of another origin that forbids reading
 */
export async function decodeByCanvas(
  source: Blob | ImageElement | Bitmap,
  name: string,
): Promise<Picture> {
  try {
    if ('decode' in source) await source.decode();
    const bitmap = await createImageBitmap(source as ImageBitmapSource, {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
    });
    try {
      const { width, height } = bitmap;
      const context = contextOf(width, height);
      context.drawImage(bitmap, 0, 0);
      return pictureOfPixels(context.getImageData(0, 0, width, height), name);
    } finally {
      bitmap.close();
    }
  } catch (error) {
    throw badPicture(name, error);
  }
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** In memory rather than on the graphics card, as it is read only once. */
function contextOf(width: number, height: number): Context {
  const settings = { willReadFrequently: true };
  const canvas =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), { width, height })
      : new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', settings) as Context | null;
  if (!context) throw new Error('the browser gives no canvas');
  return context;
}
