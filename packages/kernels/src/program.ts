import type { KernelOptions } from './options.js';
import { PARAMETERS } from './parameters.js';

/** The kernels that a program may call; their places are those of assembly/program/run-program.ts. */
const CALLABLE = [
  'packedPointwise',
  'packedDepthwise',
  'densePatches',
  'addShortcut',
  'globalPool',
  'moveBytes',
  'clearBytes',
  'clearBorder',
  'packedLinear',
] as const satisfies readonly (keyof KernelOptions)[];

/** Kernel and parameters, filled up to the longest. */
const CALL_WORDS = 14;

/** Bytes of one call of a program. */
export const CALL_BYTES = 4 * CALL_WORDS;

/** A call of a kernel, written down. */
export type KernelCall = {
  readonly [Name in (typeof CALLABLE)[number]]: {
    readonly kernel: Name;
    readonly options: KernelOptions[Name];
  };
}[(typeof CALLABLE)[number]];

/** Calls as `runProgram` reads them from memory: u32 [calls, 14]. */
export function encodeProgram(calls: readonly KernelCall[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(calls.length * CALL_WORDS);
  calls.forEach(({ kernel, options }, i) => {
    const values = options as unknown as Readonly<Record<string, number | undefined>>;
    const parameters = PARAMETERS[kernel].map((name) => values[name] ?? 0);
    words.set([CALLABLE.indexOf(kernel), ...parameters], i * CALL_WORDS);
  });
  return words;
}
