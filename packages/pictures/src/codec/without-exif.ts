const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const EXIF = [0x45, 0x78, 0x69, 0x66];

/** A JPEG file without its EXIF segments, in parts to be joined; any other file in one part. */
export function withoutExif(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let kept = 0;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  for (let at = 2; isJpeg && bytes[at] === 0xff && bytes[at + 1] !== START_OF_SCAN; ) {
    const end = at + 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
    if (bytes[at + 1] === APP1 && EXIF.every((byte, i) => bytes[at + 4 + i] === byte)) {
      parts.push(bytes.subarray(kept, at));
      kept = end;
    }
    at = end;
  }
  return [...parts, bytes.subarray(kept)];
}
