import type { Picture } from '../resample/picture.js';
import { withoutAlpha } from './without-alpha.js';

/** An `<img>`, by what is asked of it: this package has no need of the types of a page. */
export interface ImageElement {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  decode(): Promise<void>;
}

/** An `ImageBitmap`, by what is asked of it. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** Whether this is a page or one of its workers. */
export const hasCanvas = (): boolean =>
  typeof createImageBitmap === 'function' &&
  (typeof OffscreenCanvas !== 'undefined' || typeof document !== 'undefined');

/** Decodes by the browser, without its colour management and turned upright. */
export async function decodeByCanvas(source: Blob | ImageElement | Bitmap): Promise<Picture> {
  if ('decode' in source) await source.decode();
  const bitmap = await createImageBitmap(source as ImageBitmapSource, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  try {
    const { width, height } = bitmap;
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: withoutAlpha(context.getImageData(0, 0, width, height).data) };
  } finally {
    bitmap.close();
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
