/** The second byte of a marker (ITU-T T.81, table B.1). */
export const MARKER = {
  sequential: 0xc0,
  progressive: 0xc2,
  huffmanTables: 0xc4,
  jpgExtension: 0xc8,
  arithmeticConditioning: 0xcc,
  lastFrame: 0xcf,
  restart: 0xd0,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  quantizationTables: 0xdb,
  restartInterval: 0xdd,
  jfif: 0xe0,
  exif: 0xe1,
  adobe: 0xee,
  lastApplication: 0xef,
  comment: 0xfe,
} as const;

/** A marker and what follows it up to the next, the bytes of a scan excepted. */
export interface Segment {
  readonly marker: number;
  /** Place of the first byte behind the marker and the two bytes of the length. */
  readonly start: number;
  readonly end: number;
}

/**
 * The segment whose marker stands at `at`; undefined if there is none, or not all of it. The image's
 * end has no length.
 */
export function segmentAt(bytes: Uint8Array, at: number): Segment | undefined {
  if (bytes[at] !== 0xff) return undefined;
  while (bytes[at + 1] === 0xff) at++;
  const marker = bytes[at + 1];
  if (marker === MARKER.endOfImage) return { marker, start: at + 2, end: at + 2 };
  const start = at + 4;
  const end = at + 2 + uint16(bytes, at + 2);
  // Of the markers without a length none has its place between segments, and some are for pictures
  // of several frames.
  const isUsual =
    (marker >= MARKER.sequential && marker < MARKER.restart) ||
    (marker >= MARKER.startOfScan && marker <= MARKER.restartInterval) ||
    (marker >= MARKER.jfif && marker <= MARKER.lastApplication) ||
    marker === MARKER.comment;
  return isUsual && end >= start && end <= bytes.length ? { marker, start, end } : undefined;
}

/** Big-endian, as all of a JPEG file. */
export const uint16 = (bytes: Uint8Array, at: number): number => (bytes[at] << 8) | bytes[at + 1];

export const startsAsJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === MARKER.startOfImage && bytes[2] === 0xff;

/** Whether the segment has at least `length` bytes and begins with the tag. */
export const isTagged = (
  bytes: Uint8Array,
  { start, end }: Segment,
  tag: string,
  length: number,
): boolean =>
  end - start >= length && [...tag].every((letter, i) => bytes[start + i] === letter.charCodeAt(0));
