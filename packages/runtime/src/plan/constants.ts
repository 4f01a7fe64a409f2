import type { PackingRoom } from '@mobilenext/kernels';
import type { FoldedArrays } from './folded-arrays.js';
import type { MemoryLayout } from './memory-layout.js';

/** What a plan reads and never writes: filters, tables, the program. */
export interface Constants {
  /** Sets memory aside for `values`; the same key gives the same place again. */
  place(key: string, make: () => Constant): number;
  /** The same for values that nothing else needs. */
  add(values: Constant): number;
  /** Everything placed so far, in order. */
  readonly placed: readonly { readonly pointer: number; readonly values: Constant }[];
}

/** Values, or what writes them once there are memory and weights. */
type Constant = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | LateValues;

export interface LateValues {
  readonly byteLength: number;
  /** What `room` must have. */
  readonly roomBytes: number;
  /** @param to zeros, `byteLength` of them */
  readonly write: (to: Float32Array<ArrayBuffer>, folded: FoldedArrays, room: PackingRoom) => void;
}

export function constants(layout: MemoryLayout): Constants {
  const pointers = new Map<string, number>();
  const placed: { pointer: number; values: Constant }[] = [];
  const add = (values: Constant): number => {
    const pointer = layout.reserve(values.byteLength);
    placed.push({ pointer, values });
    return pointer;
  };
  return {
    place(key, make) {
      const known = pointers.get(key);
      if (known !== undefined) return known;
      const pointer = add(make());
      pointers.set(key, pointer);
      return pointer;
    },
    add,
    placed,
  };
}
