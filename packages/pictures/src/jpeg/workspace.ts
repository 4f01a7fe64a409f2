import { PictureError } from '../errors.js';
import { CHANNELS, type PixelBox } from '../resample/picture.js';
import type { Component, Frame } from './frame.js';
import { type JpegModule, jpegModule } from './jpeg-module.js';

/** Numbers of the fields of four bytes in `assembly/jpeg/structs.ts`. */
export const SCAN = {
  source: 0,
  sourceEnd: 1,
  cleanTop: 2,
  restartInterval: 8,
  untilRestart: 9,
  restart: 10,
  endOfBlocks: 11,
  first: 12,
  last: 13,
  lowBit: 14,
  zigzag: 15,
  blocks: 16,
  blocksEnd: 17,
  mcusPerRow: 18,
} as const;
const SCAN_WORDS = 19;
export const BLOCK_WORDS = 6;
const PLANE_WORDS = 8;

/** Of an MCU, as in libjpeg. */
export const MAX_BLOCKS = 10;
/** Bytes of i16 [8, 8]. */
export const BLOCK_BYTES = 128;
/** As `assembly/jpeg/huffman-table.ts` has it. */
const TABLE_BYTES = 4 * 1024 + 2 * 4 * 17 + 256;
const TABLES = 4;
/** 16 counts, and as many symbols as there can be. */
const TABLE_SOURCE_BYTES = 16 + 256;
const ZIGZAG_BYTES = 80;
/** A picture that needs more is left to others, as this memory is not given back. */
const MOST_BYTES = 2 ** 28;
/** What kernels read and write beyond the end of a row. */
const SLACK = 64;

/** Pointers to a picture's parts in the module's memory. */
export interface Workspace {
  readonly module: JpegModule;
  readonly scan: number;
  readonly blocks: number;
  /** i32 of each component. */
  readonly predictions: number;
  readonly zigzag: number;
  readonly planes: number;
  readonly tableSource: number;
  readonly quantizations: number;
  readonly dcTables: number;
  readonly acTables: number;
  readonly file: number;
  readonly output: number;
  readonly components: readonly ComponentSpace[];
}

interface ComponentSpace {
  /** i16 [rows, blocksPerRow, 8, 8], the rows being all or those of a row of MCUs. */
  readonly coefficients: number;
  readonly coefficientBytes: number;
  /** u8 [8 blockRows, 8 blocksPerRow] */
  readonly samples: number;
  /** u8 and i16 of a row as wide as the picture. */
  readonly row: number;
  readonly sums: number;
}

/** Pointer to a table of one kind. */
export const tableAt = (tables: number, index: number): number => tables + index * TABLE_BYTES;

export const quantizationAt = ({ quantizations }: Workspace, index: number): number =>
  quantizations + index * BLOCK_BYTES;

export const wordsAt = (
  { module }: Pick<Workspace, 'module'>,
  pointer: number,
  length: number,
): Int32Array => new Int32Array(module.bytes(pointer, 4 * length).buffer, pointer, length);

/**
 * Lays out the module's memory, with the file in it; undefined if there is too little.
 *
 * @param keepsCoefficients whether those of the whole picture are needed at once
 */
export function prepareWorkspace(
  bytes: Uint8Array,
  frame: Frame,
  box: PixelBox,
  keepsCoefficients: boolean,
): Workspace | undefined {
  const sizes = {
    scan: 4 * SCAN_WORDS,
    blocks: 4 * BLOCK_WORDS * MAX_BLOCKS,
    predictions: 4 * frame.components.length,
    zigzag: ZIGZAG_BYTES,
    planes: 4 * PLANE_WORDS * frame.components.length,
    tableSource: TABLE_SOURCE_BYTES,
    quantizations: TABLES * BLOCK_BYTES,
    dcTables: TABLES * TABLE_BYTES,
    acTables: TABLES * TABLE_BYTES,
    file: bytes.length,
    clean: bytes.length,
    output: CHANNELS * box.width * box.height + SLACK,
  };
  const width = Math.max(...frame.components.map(({ blocksPerRow }) => 8 * blocksPerRow)) + SLACK;
  const componentSizes = frame.components.map(({ blocksPerRow, blockRows, yBlocks }) => ({
    coefficients: BLOCK_BYTES * blocksPerRow * (keepsCoefficients ? blockRows : yBlocks),
    samples: 64 * blocksPerRow * blockRows + SLACK,
    row: width,
    sums: 2 * width,
  }));
  const all = [sizes, ...componentSizes].flatMap((part) => Object.values(part));
  if (all.reduce((sum, size) => sum + size) > MOST_BYTES) return undefined;

  const module = jpegModule();
  const pointers = reserved(module, all);
  if (!pointers) return undefined;
  const take = <T extends object>(part: T): Record<keyof T, number> =>
    Object.fromEntries(Object.keys(part).map((name) => [name, pointers.shift()])) as Record<
      keyof T,
      number
    >;
  const places = take(sizes);
  const components = componentSizes.map((part) => ({
    ...take(part),
    coefficientBytes: part.coefficients,
  }));
  const workspace = { module, ...places, components };
  module.bytes(places.file, bytes.length).set(bytes);
  module.functions.fillZigzag(places.zigzag);
  const scan = wordsAt(workspace, places.scan, SCAN_WORDS);
  scan[SCAN.sourceEnd] = places.file + bytes.length;
  scan[SCAN.cleanTop] = places.clean + bytes.length;
  scan[SCAN.zigzag] = places.zigzag;
  scan[SCAN.blocks] = places.blocks;
  const planes = wordsAt(workspace, places.planes, PLANE_WORDS * components.length);
  planes.set(components.flatMap((space, i) => planeWords(space, frame.components[i])));
  return workspace;
}

function reserved({ reserve }: JpegModule, sizes: readonly number[]): number[] | undefined {
  try {
    return reserve(...sizes);
  } catch (error) {
    if (error instanceof PictureError && error.code === 'MEMORY') return undefined;
    throw error;
  }
}

/** The fields of `Plane`. */
const planeWords = ({ samples, row, sums }: ComponentSpace, component: Component): number[] => {
  const { blocksPerRow, width, height, xStep, yStep } = component;
  return [samples, 8 * blocksPerRow, width, height, xStep, yStep, row, sums];
};
