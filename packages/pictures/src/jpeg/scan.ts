import type { Decoding } from './decoding.js';
import type { DecodeRow } from './jpeg-module.js';
import type { ScanHeader, ScanPart } from './scan-header.js';
import { acName } from './tables.js';
import { clearCoefficients, endRow, transformRow } from './transform.js';
import { BLOCK_BYTES, BLOCK_WORDS, MAX_BLOCKS, SCAN, tableAt, wordsAt } from './workspace.js';

/**
 * Decodes the scan that begins at `at`: adds to the coefficients or, where they are not kept, makes
 * samples of them.
 *
 * @returns the place behind it; undefined if it makes no sense
 */
export function decodeScan(decoding: Decoding, header: ScanHeader, at: number): number | undefined {
  if (!hasTables(decoding, header)) return undefined;
  const blocks = header.parts.flatMap((part) => blocksOf(decoding, header, part));
  if (blocks.length > MAX_BLOCKS) return undefined;
  const { workspace, keepsCoefficients } = decoding;
  const { scan, file } = workspace;
  const { mcusPerRow, rows } = extentOf(decoding, header);
  startScan(decoding, header, blocks, mcusPerRow, at);
  const decodeRow = rowDecoder(decoding, header);
  const end = keepsCoefficients ? rows : endRow(decoding);
  for (let row = 0; row < end; row++) {
    if (!keepsCoefficients) clearCoefficients(workspace);
    if (!decodeRow(scan, row)) return undefined;
    if (!keepsCoefficients) transformRow(decoding, row);
  }
  return wordsAt(workspace, scan, 1)[SCAN.source] - file;
}

/** Whether the tables that it names were read. */
function hasTables(decoding: Decoding, { parts, first, last, highBit }: ScanHeader): boolean {
  const { quantizations, huffmanTables } = decoding;
  const needsDc = first === 0 && highBit === 0;
  const needsAc = last > 0;
  return parts.every(
    ({ component, dcTable, acTable }) =>
      quantizations.has(component.quantization) &&
      (!needsDc || huffmanTables.has(dcTable)) &&
      (!needsAc || huffmanTables.has(acName(acTable))),
  );
}

/** MCUs of a row and rows of them; of a component alone only what the picture needs. */
function extentOf({ frame }: Decoding, { parts }: ScanHeader) {
  if (parts.length > 1) return { mcusPerRow: frame.mcusPerRow, rows: frame.mcuRows };
  const [{ component }] = parts;
  return { mcusPerRow: Math.ceil(component.width / 8), rows: Math.ceil(component.height / 8) };
}

/** The fields of `Block` for each block of the component in an MCU. */
function blocksOf(
  { workspace, keepsCoefficients }: Decoding,
  { parts }: ScanHeader,
  { component, index, dcTable, acTable }: ScanPart,
): number[][] {
  const { predictions, dcTables, acTables, components } = workspace;
  const isAlone = parts.length === 1;
  const xBlocks = isAlone ? 1 : component.xBlocks;
  const yBlocks = isAlone ? 1 : component.yBlocks;
  const rowBytes = BLOCK_BYTES * component.blocksPerRow;
  return Array.from({ length: xBlocks * yBlocks }, (_, i) => [
    components[index].coefficients +
      Math.floor(i / xBlocks) * rowBytes +
      (i % xBlocks) * BLOCK_BYTES,
    xBlocks * BLOCK_BYTES,
    keepsCoefficients ? yBlocks * rowBytes : 0,
    predictions + 4 * index,
    tableAt(dcTables, dcTable),
    tableAt(acTables, acTable),
  ]);
}

function startScan(
  { frame, workspace, restartInterval }: Decoding,
  { first, last, lowBit }: ScanHeader,
  blocks: readonly number[][],
  mcusPerRow: number,
  at: number,
): void {
  const { module, scan, file, predictions } = workspace;
  wordsAt(workspace, workspace.blocks, BLOCK_WORDS * blocks.length).set(blocks.flat());
  wordsAt(workspace, predictions, frame.components.length).fill(0);
  const words = wordsAt(workspace, scan, SCAN.mcusPerRow + 1);
  words[SCAN.source] = file + at;
  words[SCAN.restartInterval] = restartInterval;
  words[SCAN.untilRestart] = restartInterval;
  words[SCAN.restart] = 0;
  words[SCAN.endOfBlocks] = 0;
  words[SCAN.first] = first;
  words[SCAN.last] = last;
  words[SCAN.lowBit] = lowBit;
  words[SCAN.blocksEnd] = workspace.blocks + 4 * BLOCK_WORDS * blocks.length;
  words[SCAN.mcusPerRow] = mcusPerRow;
  module.functions.cleanSegment(scan);
}

function rowDecoder({ frame, workspace }: Decoding, { first, highBit }: ScanHeader): DecodeRow {
  const { decodeSequential, decodeFirstDc, refineDc, decodeFirstAc, refineAc } =
    workspace.module.functions;
  if (!frame.isProgressive) return decodeSequential;
  if (first === 0) return highBit === 0 ? decodeFirstDc : refineDc;
  return highBit === 0 ? decodeFirstAc : refineAc;
}
