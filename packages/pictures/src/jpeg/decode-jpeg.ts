import { CHANNELS, type Picture, type PixelBox } from '../resample/picture.js';
import type { Decoding } from './decoding.js';
import { type Frame, isFrame, readFrame } from './frame.js';
import { MARKER, type Segment, segmentAt, uint16 } from './markers.js';
import { trackProgress } from './progress.js';
import { decodeScan } from './scan.js';
import { readScanHeader } from './scan-header.js';
import { readHuffmanTables, readQuantizationTables } from './tables.js';
import { clearCoefficients, transformRow } from './transform.js';
import { prepareWorkspace } from './workspace.js';

/**
 * Decodes a JPEG file, or a box of it, to the bytes that libjpeg-turbo gives with its defaults
 * ("islow" DCT, triangle filter for colours), which Pillow, OpenCV and libvips use. Work is left out
 * that the box does not need.
 *
 * Returns undefined for what it leaves to other decoders: four components, 12 bits, arithmetic codes,
 * lossless, what needs more than 256 MiB, and all that is cut short, damaged or unusual.
 *
 * @param box must lie inside the picture; all of it by default
 * Source: ITU-T T.81; for the arithmetic jidctint.c, jdsample.c and jdcolor.c of libjpeg-turbo.
 */
export function decodeJpeg(bytes: Uint8Array, box?: PixelBox): Picture | undefined {
  const frame = readFrame(bytes);
  const picture = frame && decodeFrame(bytes, frame, box);
  return picture && { ...picture, data: picture.data.slice() };
}

/** As {@link decodeJpeg}, of a file whose headers were read; the bytes count until the next call. */
export function decodeFrame(
  bytes: Uint8Array,
  frame: Frame,
  box: PixelBox = { left: 0, top: 0, width: frame.width, height: frame.height },
): Picture | undefined {
  const keepsCoefficients = frame.isProgressive || bytes[frame.firstScan] < frame.components.length;
  const workspace = prepareWorkspace(bytes, frame, box, keepsCoefficients);
  if (!workspace) return undefined;
  const decoding: Decoding = {
    bytes,
    frame,
    box,
    keepsCoefficients,
    workspace,
    quantizations: new Set(),
    huffmanTables: new Set(),
    restartInterval: 0,
  };
  if (!decodeScans(decoding)) return undefined;
  if (keepsCoefficients) {
    for (let row = 0; row < frame.mcuRows; row++) transformRow(decoding, row);
  }
  return render(decoding);
}

/** Whether all scans are there and make sense. */
function decodeScans(decoding: Decoding): boolean {
  const { bytes, frame, workspace } = decoding;
  const progress = trackProgress(frame);
  if (decoding.keepsCoefficients) clearCoefficients(workspace);
  for (let at: number | undefined = 2; at !== undefined; ) {
    const segment = segmentAt(bytes, at);
    if (!segment) return false;
    if (segment.marker === MARKER.endOfImage) return progress.isEnough();
    at = segment.end;
    if (segment.marker === MARKER.startOfScan) {
      const header = readScanHeader(bytes, segment, frame);
      if (!header || !progress.add(header)) return false;
      at = decodeScan(decoding, header, at);
    } else if (!readTables(decoding, segment)) {
      return false;
    }
  }
  return false;
}

/** Takes what a segment says for the scans behind it; false if it makes no sense. */
function readTables(decoding: Decoding, segment: Segment): boolean {
  const { bytes, frame, workspace, quantizations, huffmanTables } = decoding;
  const { marker, start, end } = segment;
  switch (marker) {
    case MARKER.quantizationTables:
      // libjpeg takes for each component what is there before its first scan.
      return (
        start < frame.firstScan && readQuantizationTables(workspace, bytes, segment, quantizations)
      );
    case MARKER.huffmanTables:
      return readHuffmanTables(workspace, bytes, segment, huffmanTables);
    case MARKER.restartInterval:
      decoding.restartInterval = uint16(bytes, start);
      return end - start === 2;
    default:
      // One was read before the first scan, and a second must not come.
      return !isFrame(marker) || start < frame.firstScan;
  }
}

function render({ frame, box, workspace }: Decoding): Picture {
  const { module, planes, output } = workspace;
  const { renderColor, renderGrey } = module.functions;
  const { left, top, width, height } = box;
  const sides = [left, top, left + width, top + height] as const;
  if (frame.colors === 'grey') renderGrey(planes, ...sides, output);
  else renderColor(planes, frame.colors === 'ycc' ? 1 : 0, ...sides, output);
  return { width, height, data: module.bytes(output, CHANNELS * width * height) };
}
