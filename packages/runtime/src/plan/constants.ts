import type { MemoryLayout } from './memory-layout.js';

/** What a plan reads and never writes: filters, tables, the program. */
export interface Constants {
  /** Sets memory aside for `values`; the same key gives the same place again. */
  place(key: string, make: () => Constant): number;
  /** Everything placed so far, in order. */
  readonly placed: readonly { readonly pointer: number; readonly values: Constant }[];
}

export type Constant = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export function constants(layout: MemoryLayout): Constants {
  const pointers = new Map<string, number>();
  const placed: { pointer: number; values: Constant }[] = [];
  return {
    place(key, make) {
      const known = pointers.get(key);
      if (known !== undefined) return known;
      const values = make();
      const pointer = layout.reserve(values.byteLength);
      pointers.set(key, pointer);
      placed.push({ pointer, values });
      return pointer;
    },
    placed,
  };
}
