import { isTagged, MARKER, segmentAt, startsAsJpeg } from './markers.js';

/** How a picture is stored, as EXIF numbers it: 1 upright, 2 to 8 mirrored, turned or both. */
export type OrientationNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const TAG = 'Exif\0\0';
const BIG_ENDIAN = 0x4d4d;
const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** The orientation in the EXIF segment of a JPEG file; 1 where there is none. */
export function readOrientation(bytes: Uint8Array): OrientationNumber {
  if (!startsAsJpeg(bytes)) return 1;
  let segment = segmentAt(bytes, 2);
  while (segment && segment.marker !== MARKER.startOfScan && segment.marker !== MARKER.endOfImage) {
    if (segment.marker === MARKER.exif && isTagged(bytes, segment, TAG, TAG.length + 8)) {
      return orientationOf(bytes.subarray(segment.start + TAG.length, segment.end));
    }
    segment = segmentAt(bytes, segment.end);
  }
  return 1;
}

/** @param tiff the header of a TIFF file and its first directory */
function orientationOf(tiff: Uint8Array): OrientationNumber {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) !== BIG_ENDIAN;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, isLittle);
  const end = Math.min(directory + 2 + ENTRY_BYTES * count, tiff.length - ENTRY_BYTES + 1);
  for (let at = directory + 2; at < end; at += ENTRY_BYTES) {
    const isOrientation = view.getUint16(at, isLittle) === ORIENTATION;
    if (!isOrientation || view.getUint16(at + 2, isLittle) !== SHORT) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? (value as OrientationNumber) : 1;
  }
  return 1;
}
