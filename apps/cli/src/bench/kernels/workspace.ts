import type { Pointer } from '@mobilenext/kernels';

/** Memory for one unit after the other. */
export interface Workspace {
  readonly memory: WebAssembly.Memory;
  /** Room for so many floats, of noise. */
  readonly allocate: (floats: number) => Pointer;
  /** Gives everything back. */
  readonly reset: () => void;
}

const PAGE = 65_536;
/** Address 0 means "not given". */
const FIRST = 1024;

/** An empty workspace; it grows as it is used. */
export function makeWorkspace(): Workspace {
  const memory = new WebAssembly.Memory({ initial: 1 });
  let top = FIRST;
  return {
    memory,
    allocate: (floats) => {
      const pointer = top;
      // An odd number of cache lines apart, as buffers a power of two apart would share cache sets.
      top += (Math.ceil((floats * 4) / 128) + 1) * 128 + 64;
      const lacking = Math.ceil((top - memory.buffer.byteLength) / PAGE);
      if (lacking > 0) memory.grow(lacking);
      fillNoise(new Float32Array(memory.buffer, pointer, floats));
      return pointer;
    },
    reset: () => {
      top = FIRST;
    },
  };
}

/** 0 to 1. */
function fillNoise(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = (Math.imul(i, 2654435761) >>> 8) / 2 ** 24;
  }
}
