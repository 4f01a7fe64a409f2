/** What the first bytes say about a file. `layout` names those that need a way of their own. */
export interface Sniffed {
  /** For messages, with its article: "a JPEG picture". */
  readonly what: string;
  readonly isPicture: boolean;
  readonly layout: 'usual' | 'cmyk' | 'grey16';
}

const picture = (what: string, layout: Sniffed['layout'] = 'usual'): Sniffed => ({
  what,
  isPicture: true,
  layout,
});
const other = (what: string): Sniffed => ({ what, isPicture: false, layout: 'usual' });

/** Tells the kind of a file from its bytes; names and extensions are not to be trusted. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return other('an empty file');
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) {
    return jpegComponents(bytes) === 4
      ? picture('a CMYK JPEG picture', 'cmyk')
      : picture('a JPEG picture');
  }
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) {
    return isGrey16Png(bytes)
      ? picture('a 16-bit grey PNG picture', 'grey16')
      : picture('a PNG picture');
  }
  const text = String.fromCharCode(...bytes.subarray(0, 64));
  if (text.startsWith('GIF8')) return picture('a GIF picture');
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return picture('a WebP picture');
  if (text.startsWith('BM')) return picture('a BMP picture');
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return picture('a TIFF picture');
  if (text.startsWith('ftyp', 4)) return picture('an AVIF or HEIF picture');
  if (text.startsWith('version https://git-lfs')) return other('the pointer of git-lfs to a file');
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return other('a web page');
  return other(isText(bytes) ? 'text' : 'a file of unknown kind');
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 512).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

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
