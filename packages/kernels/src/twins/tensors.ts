import type { KernelOptions } from '../options.js';

/** A kernel's options on arrays instead of pointers; a twin needs no scratch. */
export type TwinOptions<Name extends keyof KernelOptions> = Omit<
  KernelOptions<Float32Array, Uint32Array>[Name],
  'scratch'
>;
