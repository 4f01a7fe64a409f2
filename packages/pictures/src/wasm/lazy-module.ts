import { noMemory } from '../errors.js';
import { moduleOfText } from './module-text.js';

/** A WebAssembly module of this package with a memory of its own. */
export interface PictureModule<Functions> {
  readonly functions: Functions;
  /**
   * Pointers to blocks of these sizes in bytes, aligned to 16, behind each of which 16 bytes may be
   * read and written too. They hold what they held and count until the next call.
   *
   * @throws {PictureError} `MEMORY`
   */
  readonly reserve: (...sizes: readonly number[]) => number[];
  /** The bytes at a pointer, until the next `reserve`. */
  readonly bytes: (pointer: number, length: number) => Uint8Array<ArrayBuffer>;
}

const PAGE = 2 ** 16;
const MAX_BYTES = 2 ** 30;
const ALIGNMENT = 16;

/**
 * A module that is compiled and instantiated when it is first asked for, at once: pictures are
 * worked on by plain functions, which cannot wait. Not a byte of its memory is used before.
 *
 * @param text the default of a file in `src/generated`, which imports `env.memory`
 */
export function lazyModule<Functions>(text: string): () => PictureModule<Functions> {
  let module: PictureModule<Functions> | undefined;
  return () => (module ??= instantiate(text));
}

function instantiate<Functions>(text: string): PictureModule<Functions> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_BYTES / PAGE });
  const compiled = new WebAssembly.Module(moduleOfText(text));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return {
    functions: exports as Functions,
    reserve(...sizes) {
      let end = ALIGNMENT;
      const pointers = sizes.map((size) => {
        const pointer = end;
        end += Math.ceil(size / ALIGNMENT) * ALIGNMENT + ALIGNMENT;
        return pointer;
      });
      grow(memory, end);
      return pointers;
    },
    bytes: (pointer, length) => new Uint8Array(memory.buffer, pointer, length),
  };
}

function grow(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  if (bytes > MAX_BYTES) throw noMemory(bytes, MAX_BYTES);
  try {
    memory.grow(Math.ceil(missing / PAGE));
  } catch (error) {
    throw noMemory(bytes, MAX_BYTES, error);
  }
}
