import type { Dtype } from '../dtype.js';
import type { NumpyDtype } from '../pickle/values.js';

const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ['f8', 'F64'],
  ['f4', 'F32'],
  ['f2', 'F16'],
  ['i8', 'I64'],
  ['i4', 'I32'],
  ['i2', 'I16'],
  ['i1', 'I8'],
  ['u8', 'U64'],
  ['u4', 'U32'],
  ['u2', 'U16'],
  ['u1', 'U8'],
  ['b1', 'BOOL'],
  ['c8', 'C64'],
  ['c16', 'C128'],
]);

/** Undefined for what is no number (objects, texts, records) and for big-endian numbers. */
export function storedDtype({ code, byteOrder }: NumpyDtype): Dtype | undefined {
  return byteOrder === '>' ? undefined : DTYPES.get(code);
}

const CODES: ReadonlyMap<Dtype, string> = new Map(
  [...DTYPES].map(([code, dtype]) => [dtype, code]),
);

/** NumPy's short code of a dtype; undefined for bfloat16 and 8-bit floats, which it does not know. */
export const numpyCode = (dtype: Dtype): string | undefined => CODES.get(dtype);

/** `<` little-endian, `|` where a single byte makes that meaningless. */
export const numpyByteOrder = (code: string): '<' | '|' => (/^(.1)$/.test(code) ? '|' : '<');
