import { isTagged, MARKER, type Segment, segmentAt, startsAsJpeg, uint16 } from './markers.js';

/** A component's place in the file and its geometry; a block is 8x8 samples. */
export interface Component {
  readonly id: number;
  /** Blocks of it in an MCU of all components. */
  readonly xBlocks: number;
  readonly yBlocks: number;
  /** Pixels to a sample. */
  readonly xStep: number;
  readonly yStep: number;
  /** Samples that belong to the picture. */
  readonly width: number;
  readonly height: number;
  /** Blocks of whole MCUs. */
  readonly blocksPerRow: number;
  readonly blockRows: number;
  readonly quantization: number;
}

/** What a JPEG file says of its picture, as far as {@link decodeJpeg} can decode it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly colors: 'grey' | 'ycc' | 'rgb';
  readonly components: readonly Component[];
  readonly mcusPerRow: number;
  readonly mcuRows: number;
  /** Where the first scan's header begins. */
  readonly firstScan: number;
}

/**
 * The headers of a file with one component, or three in YCbCr or RGB, of 8 bits, sequential or
 * progressive, with Huffman codes; undefined if it is another.
 */
export function readFrame(bytes: Uint8Array): Frame | undefined {
  if (!startsAsJpeg(bytes)) return undefined;
  let frame: Segment | undefined;
  let isJfif = false;
  let adobeTransform: number | undefined;
  for (let at = 2; ; ) {
    const segment = segmentAt(bytes, at);
    if (!segment) return undefined;
    const { marker, start, end } = segment;
    if (marker === MARKER.startOfScan) {
      const transform = isJfif ? 1 : adobeTransform;
      const header = frame && parseFrame(bytes, frame, transform);
      return header && { ...header, firstScan: start };
    }
    if (marker === MARKER.endOfImage) return undefined;
    if (isFrame(marker)) {
      if (frame || marker > MARKER.progressive) return undefined;
      frame = segment;
    }
    isJfif ||= marker === MARKER.jfif && isTagged(bytes, segment, 'JFIF\0', 14);
    if (marker === MARKER.adobe && isTagged(bytes, segment, 'Adobe', 12)) {
      adobeTransform = bytes[start + 11];
    }
    at = end;
  }
}

/** Start of a frame; three of these numbers mean something else. */
export const isFrame = (marker: number): boolean =>
  marker >= MARKER.sequential &&
  marker <= MARKER.lastFrame &&
  marker !== MARKER.huffmanTables &&
  marker !== MARKER.jpgExtension &&
  marker !== MARKER.arithmeticConditioning;

const BITS = 8;
const MAX_SAMPLING = 4;

/** @param transform 0: three components are RGB, otherwise YCbCr; undefined: their names tell */
function parseFrame(
  bytes: Uint8Array,
  { marker, start, end }: Segment,
  transform: number | undefined,
): Omit<Frame, 'firstScan'> | undefined {
  const height = uint16(bytes, start + 1);
  const width = uint16(bytes, start + 3);
  const count = bytes[start + 5];
  const isKnown = bytes[start] === BITS && (count === 1 || count === 3);
  if (!isKnown || end - start !== 6 + 3 * count || width === 0 || height === 0) return undefined;
  const declared = Array.from({ length: count }, (_, i) => {
    const [id, sampling, quantization] = bytes.subarray(start + 6 + 3 * i);
    return { id, xBlocks: sampling >> 4, yBlocks: sampling & 15, quantization };
  });
  const isSampled = declared.every(({ xBlocks, yBlocks }) =>
    [xBlocks, yBlocks].every((blocks) => blocks >= 1 && blocks <= MAX_SAMPLING),
  );
  if (!isSampled) return undefined;
  // A single component is its own measure.
  const stored =
    count === 1 ? declared.map((only) => ({ ...only, xBlocks: 1, yBlocks: 1 })) : declared;
  const xMost = Math.max(...stored.map(({ xBlocks }) => xBlocks));
  const yMost = Math.max(...stored.map(({ yBlocks }) => yBlocks));
  const mcusPerRow = Math.ceil(width / (8 * xMost));
  const mcuRows = Math.ceil(height / (8 * yMost));
  const components = stored.map((component) => ({
    ...component,
    xStep: xMost / component.xBlocks,
    yStep: yMost / component.yBlocks,
    width: Math.ceil((width * component.xBlocks) / xMost),
    height: Math.ceil((height * component.yBlocks) / yMost),
    blocksPerRow: mcusPerRow * component.xBlocks,
    blockRows: mcuRows * component.yBlocks,
  }));
  const hasWholeSteps = components.every(
    ({ xStep, yStep }) => Number.isInteger(xStep) && Number.isInteger(yStep),
  );
  if (!hasWholeSteps) return undefined;
  const isProgressive = marker === MARKER.progressive;
  const colors = count === 1 ? 'grey' : isRgb(stored, transform) ? 'rgb' : 'ycc';
  return { width, height, isProgressive, colors, components, mcusPerRow, mcuRows };
}

/** As libjpeg decides. */
const isRgb = (components: readonly { readonly id: number }[], transform?: number): boolean =>
  transform === undefined
    ? String.fromCharCode(...components.map(({ id }) => id)) === 'RGB'
    : transform === 0;
