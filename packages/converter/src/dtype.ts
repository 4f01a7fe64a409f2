/**
 * Element types with their bytes per element, under safetensors' names and in the order in which
 * its writer sorts them (small to large). C64 and C128 are complex, F8_* 8-bit floats.
 */
export const DTYPE_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  C64: 8,
  F64: 8,
  I64: 8,
  U64: 8,
  C128: 16,
} as const;

/** How the elements of a stored tensor are encoded, little-endian. */
export type Dtype = keyof typeof DTYPE_BYTES;

const FLOATS: ReadonlySet<Dtype> = new Set(['F64', 'F32', 'F16', 'BF16']);

export const isFloat = (dtype: Dtype): boolean => FLOATS.has(dtype);

export const isDtype = (name: string): name is Dtype => Object.hasOwn(DTYPE_BYTES, name);
