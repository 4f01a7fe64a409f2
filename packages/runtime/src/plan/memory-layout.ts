/** Where things will stand in memory; nothing is allocated until all of it is known. */
export interface MemoryLayout {
  /** Sets bytes aside, in order; they are zero in the beginning. */
  reserve(bytes: number): number;
  /** Bytes set aside so far. */
  readonly bytes: number;
}

const CACHE_LINE = 64;

/**
 * Buffers start at a cache line, an odd number of lines apart: buffers a power of two apart would
 * share the sets of the cache.
 */
export function memoryLayout(): MemoryLayout {
  // Address 0 means "not given" to the kernels.
  let top = CACHE_LINE;
  return {
    reserve(bytes) {
      const start = top;
      const lines = Math.ceil(bytes / CACHE_LINE);
      top += (lines + 1 + (lines % 2)) * CACHE_LINE;
      return start;
    },
    get bytes() {
      return top;
    },
  };
}
