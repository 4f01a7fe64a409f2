import type { Component, Frame } from './frame.js';
import type { Segment } from './markers.js';

/** What precedes a scan's bytes. */
export interface ScanHeader {
  readonly parts: readonly ScanPart[];
  /** Coefficients from the first to the last, in zigzag order. */
  readonly first: number;
  readonly last: number;
  /** Up to which bit they came in earlier scans, 0 if they did not; which bit comes last in this. */
  readonly highBit: number;
  readonly lowBit: number;
}

/** A component of a scan. */
export interface ScanPart {
  readonly component: Component;
  /** Its place in the frame. */
  readonly index: number;
  readonly dcTable: number;
  readonly acTable: number;
}

const LAST = 63;
const MAX_LOW_BIT = 13;

/** Reads an SOS segment; undefined if it makes no sense in this frame. */
export function readScanHeader(
  bytes: Uint8Array,
  { start, end }: Segment,
  { components, isProgressive }: Frame,
): ScanHeader | undefined {
  const count = bytes[start];
  if (count < 1 || count > components.length || end - start !== 4 + 2 * count) return undefined;
  const parts = Array.from({ length: count }, (_, i) => {
    const [id, tables] = bytes.subarray(start + 1 + 2 * i);
    const index = components.findIndex((component) => component.id === id);
    return { component: components[index], index, dcTable: tables >> 4, acTable: tables & 15 };
  });
  // In the frame's order, each at most once.
  if (parts.some(({ index }, i) => index <= (parts[i - 1]?.index ?? -1))) return undefined;
  if (!isProgressive) return { parts, first: 0, last: LAST, highBit: 0, lowBit: 0 };
  const [first, last, bits] = bytes.subarray(end - 3);
  const header = { parts, first, last, highBit: bits >> 4, lowBit: bits & 15 };
  return isProgressiveScan(header) ? header : undefined;
}

function isProgressiveScan({ parts, first, last, highBit, lowBit }: ScanHeader): boolean {
  const isOfOneKind = first === 0 ? last === 0 : parts.length === 1 && last >= first;
  const isNextBit = highBit === 0 || lowBit === highBit - 1;
  return isOfOneKind && isNextBit && last <= LAST && lowBit <= MAX_LOW_BIT;
}
