import { type Segment, uint16 } from './markers.js';
import { quantizationAt, tableAt, type Workspace } from './workspace.js';

const COEFFICIENTS = 64;
const TABLES = 4;
/** Code lengths. */
const LENGTHS = 16;
const MAX_DC_BITS = 15;

/**
 * Reads the tables of a DQT segment into `workspace`, and adds their numbers to `known`.
 *
 * @returns whether they make sense
 */
export function readQuantizationTables(
  workspace: Workspace,
  bytes: Uint8Array,
  { start, end }: Segment,
  known: Set<number>,
): boolean {
  const { module, zigzag } = workspace;
  const offsets = module.bytes(zigzag, COEFFICIENTS);
  for (let at = start; at < end; ) {
    const isWide = bytes[at] >> 4 !== 0;
    const index = bytes[at++] & 15;
    const length = COEFFICIENTS * (isWide ? 2 : 1);
    if (index >= TABLES || at + length > end) return false;
    const table = new DataView(module.bytes(0, 0).buffer, quantizationAt(workspace, index));
    for (let k = 0; k < COEFFICIENTS; k++) {
      const value = isWide ? uint16(bytes, at + 2 * k) : bytes[at + k];
      table.setUint16(offsets[k], value, true);
    }
    known.add(index);
    at += length;
  }
  return true;
}

/** As {@link readQuantizationTables}, of a DHT segment; the byte that names a table is its number. */
export function readHuffmanTables(
  workspace: Workspace,
  bytes: Uint8Array,
  { start, end }: Segment,
  known: Set<number>,
): boolean {
  const { module, tableSource, dcTables, acTables } = workspace;
  for (let at = start; at < end; ) {
    const name = bytes[at++];
    const counts = bytes.subarray(at, at + LENGTHS);
    const length = LENGTHS + counts.reduce((sum, count) => sum + count, 0);
    if ((name & 0xef) >= TABLES || at + length > end || length > LENGTHS + 256) return false;
    module.bytes(tableSource, length).set(bytes.subarray(at, at + length));
    const isAc = (name & 0x10) !== 0;
    const table = tableAt(isAc ? acTables : dcTables, name & 15);
    const symbols = tableSource + LENGTHS;
    const maxSymbol = isAc ? 255 : MAX_DC_BITS;
    if (!module.functions.buildTable(tableSource, symbols, table, maxSymbol)) return false;
    known.add(name);
    at += length;
  }
  return true;
}

/** The number by which {@link readHuffmanTables} knows a table for coefficients but the first. */
export const acName = (index: number): number => 0x10 | index;
