import type { Pointer } from './options.js';

/** One parameter in the table of `sgdUpdate`. */
export interface SgdRow<Buffer = Pointer> {
  readonly parameter: Buffer;
  readonly gradient: Buffer;
  /** Without it the gradient is the velocity, as in a first step. */
  readonly velocity?: Buffer;
  /** Of the parameter over past steps; without it none is kept. */
  readonly average?: Buffer;
  /** Out; may be parameter. */
  readonly newParameter: Buffer;
  /** Out; may be velocity. */
  readonly newVelocity: Buffer;
  /** Out, where there is an average; may be average. */
  readonly newAverage?: Buffer;
  /** Elements of each. */
  readonly length: number;
  /** Times the parameter, added to its gradient. */
  readonly decay: number;
}

/** One tensor in the table of `blend`: out = kept * old + share * seen. */
export interface BlendRow<Buffer = Pointer> {
  readonly old: Buffer;
  readonly seen: Buffer;
  /** Out; may be old. */
  readonly out: Buffer;
  /** Elements of each. */
  readonly length: number;
  readonly kept: number;
  readonly share: number;
}

/** In the order of assembly/update/sgd.ts and blend.ts; what stands last is float32. */
const SGD_WORDS = [
  ...(['parameter', 'gradient', 'velocity', 'average'] as const),
  ...(['newParameter', 'newVelocity', 'newAverage', 'length', 'decay'] as const),
];
const BLEND_WORDS = ['old', 'seen', 'out', 'length', 'kept', 'share'] as const;
const FACTORS: ReadonlySet<string> = new Set(['decay', 'kept', 'share']);

/** Bytes of a table of so many rows. */
export const sgdTableBytes = (rows: number): number => 4 * SGD_WORDS.length * rows;
export const blendTableBytes = (rows: number): number => 4 * BLEND_WORDS.length * rows;

/** Writes the table of `sgdUpdate` at `table`. */
export function writeSgdTable(
  memory: WebAssembly.Memory,
  table: Pointer,
  rows: readonly SgdRow[],
): void {
  writeTable(memory, table, rows, SGD_WORDS);
}

/** Writes the table of `blend` at `table`. */
export function writeBlendTable(
  memory: WebAssembly.Memory,
  table: Pointer,
  rows: readonly BlendRow[],
): void {
  writeTable(memory, table, rows, BLEND_WORDS);
}

function writeTable<Word extends string>(
  memory: WebAssembly.Memory,
  table: Pointer,
  rows: readonly { readonly [Field in Word]?: number }[],
  words: readonly Word[],
): void {
  const view = new DataView(memory.buffer, table, 4 * words.length * rows.length);
  rows.forEach((row, r) => {
    words.forEach((word, w) => {
      const at = 4 * (r * words.length + w);
      if (FACTORS.has(word)) view.setFloat32(at, row[word] ?? 0, true);
      else view.setUint32(at, row[word] ?? 0, true);
    });
  });
}
