import { extname } from 'node:path';
import type { Metadata } from 'sharp';
import { ImagenetError } from '../errors.js';
import { decode } from '../picture/decode.js';

/** What a picture can be that is worth a look. Only `rotten` ones cannot be used. */
export const FINDING_KINDS = [
  'rotten',
  'cmyk',
  'grey',
  'alpha',
  '16-bit',
  'animated',
  'tiny',
  'wrong-extension',
  'exif-rotated',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** What exactly, such as `640x480, orientation 6`. */
  readonly detail: string;
}

/** Extensions of each format that sharp names. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['.jpg', '.jpeg', '.jpe'],
  png: ['.png'],
  webp: ['.webp'],
  gif: ['.gif'],
  tiff: ['.tif', '.tiff'],
  heif: ['.avif', '.heif', '.heic'],
};

/**
 * Decodes a picture's file whole and says what is rotten or odd about it; nothing for a usual one.
 * An odd picture is used as Pillow's `convert('RGB')` would.
 *
 * @param name its path, for its extension
 * @param tiny shorter side in pixels below which a picture is `tiny`
 */
export async function examinePicture(
  bytes: Uint8Array,
  { name, tiny }: { readonly name: string; readonly tiny: number },
): Promise<readonly Finding[]> {
  try {
    const { default: sharp } = await import('sharp');
    const [about] = await Promise.all([sharp(bytes).metadata(), decode(bytes, { name })]);
    return oddities(about, { name, tiny });
  } catch (error) {
    return [rottenBy(await ownError(error, bytes, name))];
  }
}

/** Of a picture that cannot be used. */
export const rottenBy = (error: ImagenetError): Finding => ({
  kind: 'rotten',
  detail: error.message,
});

/** sharp may fail first, and with words of its own. */
async function ownError(error: unknown, bytes: Uint8Array, name: string): Promise<ImagenetError> {
  if (error instanceof ImagenetError) return error;
  const own: unknown = await decode(bytes, { name }).then(
    () => error,
    (reason: unknown) => reason,
  );
  if (own instanceof ImagenetError) return own;
  throw own;
}

function oddities(
  about: Metadata,
  { name, tiny }: { readonly name: string; readonly tiny: number },
): readonly Finding[] {
  const { format, space, depth, pages = 1, orientation = 1, hasAlpha, width, height } = about;
  const extension = extname(name).toLowerCase();
  const expected = EXTENSIONS[format] ?? [];
  const found: Finding[] = [];
  const add = (kind: FindingKind, detail: string): void => {
    found.push({ kind, detail });
  };
  if (space === 'cmyk') add('cmyk', `${format} of four inks`);
  if (space === 'b-w' || space === 'grey16') add('grey', format);
  // To libvips every GIF that moves has alpha.
  if (hasAlpha && format !== 'gif') add('alpha', format);
  if (depth === 'ushort') add('16-bit', format);
  if (pages > 1) add('animated', `${pages} pictures, the first is used`);
  if (Math.min(width, height) < tiny) add('tiny', `${width}x${height}`);
  if (!expected.includes(extension)) add('wrong-extension', `${format} called ${extension}`);
  if (orientation > 1) add('exif-rotated', `orientation ${orientation}, used as it lies`);
  return found;
}
