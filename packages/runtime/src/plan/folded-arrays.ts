import type { Arrays, FoldedNorm } from '@mobilenext/core';

/** A network's parameters, and its batch norms folded but not yet multiplied into the filters. */
export interface FoldedArrays {
  readonly arrays: Arrays;
  /** By the key of the convolution. */
  readonly norms: ReadonlyMap<string, FoldedNorm>;
}
