/** What the first bytes say about a file. */
export interface Sniffed {
  /** For messages, with its article: "a JPEG picture". */
  readonly what: string;
  readonly isPicture: boolean;
}

const picture = (what: string): Sniffed => ({ what, isPicture: true });
const other = (what: string): Sniffed => ({ what, isPicture: false });

/** Tells the kind of a file from its bytes; names and extensions are not to be trusted. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return other('an empty file');
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return picture('a JPEG picture');
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return picture('a PNG picture');
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
