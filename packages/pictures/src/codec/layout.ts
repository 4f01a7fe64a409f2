/** How a file's pixels are stored: `cmyk` and `grey16` need a way of their own to Pillow's RGB. */
export type Layout = 'usual' | 'cmyk' | 'grey16';

/** The layout, as far as the first bytes tell; undefined where only a decoder knows. */
export function layoutOf(bytes: Uint8Array): Layout | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return jpegComponents(bytes) === 4 ? 'cmyk' : 'usual';
  if (startsWith(bytes, PNG)) return isGrey16Png(bytes) ? 'grey16' : 'usual';
  return startsWith(bytes, GIF) || startsWith(bytes, RIFF) ? 'usual' : undefined;
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const GIF = [0x47, 0x49, 0x46, 0x38];
/** WebP's container. */
const RIFF = [0x52, 0x49, 0x46, 0x46];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/** Bit depth and colour type stand at fixed places of the first chunk. */
const isGrey16Png = (bytes: Uint8Array): boolean => bytes[24] === 16 && bytes[25] === 0;

/** Number of colour components in the frame header; 0 where there is none. */
function jpegComponents(bytes: Uint8Array): number {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (isFrameHeader(marker)) return bytes[at + 9];
    at += marker === 0xff ? 1 : 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
  }
  return 0;
}

/** SOF0 to SOF15; three of these numbers mean tables. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
