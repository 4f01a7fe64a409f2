// A scan's bytes up to the next marker, without the zeros that follow bytes of 255, and backwards:
// a load of eight bytes has the first of them highest.
import { Scan } from './structs';

const MARKER_BYTE: u8 = 0xff;

/** Makes the bytes up to the next marker ready to be read. */
export function cleanSegment(scan: Scan): void {
  let source = scan.source;
  let to = scan.cleanTop;
  const end = scan.sourceEnd;
  while (source < end) {
    if (source + 16 <= end) {
      const bytes = v128.load(source);
      if (!v128.any_true(i8x16.eq(bytes, i8x16.splat(-1)))) {
        source += 16;
        to -= 16;
        v128.store(to, backwards(bytes));
        continue;
      }
    }
    const stop = min(source + 16, end);
    let isMarker = false;
    while (source < stop) {
      const byte = load<u8>(source);
      if (byte == MARKER_BYTE) {
        isMarker = source + 1 >= end || load<u8>(source + 1) != 0;
        if (isMarker) break;
        source++;
      }
      source++;
      store<u8>(--to, byte);
    }
    if (isMarker) break;
  }
  scan.source = source;
  scan.cleanBottom = to;
  scan.at = scan.cleanTop - 8;
  scan.left = 0;
  scan.bitsLow = 0;
  scan.bitsHigh = 0;
}

@inline
function backwards(bytes: v128): v128 {
  return i8x16.swizzle(bytes, i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}

/** Whether more bits were read than there were, of which `left` are not used. */
@inline
export function isOverrun(scan: Scan, at: usize, left: i32): bool {
  return (<i32>(scan.cleanBottom - at) - 8) * 8 > left;
}

/** Goes to the segment behind the next restart marker; false if another marker stands there. */
export function restart(scan: Scan): bool {
  let source = scan.source;
  const end = scan.sourceEnd;
  while (source + 1 < end && load<u8>(source + 1) == MARKER_BYTE) source++;
  if (source + 1 >= end || load<u8>(source + 1) != 0xd0 + scan.restart) return false;
  scan.source = source + 2;
  scan.restart = (scan.restart + 1) & 7;
  scan.untilRestart = scan.restartInterval;
  scan.endOfBlocks = 0;
  cleanSegment(scan);
  return true;
}
