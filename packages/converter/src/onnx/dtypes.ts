import type { Dtype } from '../dtype.js';

/** `TensorProto.DataType` of onnx.proto -> dtype. */
export const ONNX_DTYPES: ReadonlyMap<number, Dtype> = new Map([
  [1, 'F32'],
  [2, 'U8'],
  [3, 'I8'],
  [4, 'U16'],
  [5, 'I16'],
  [6, 'I32'],
  [7, 'I64'],
  [9, 'BOOL'],
  [10, 'F16'],
  [11, 'F64'],
  [12, 'U32'],
  [13, 'U64'],
  [14, 'C64'],
  [15, 'C128'],
  [16, 'BF16'],
  [17, 'F8_E4M3'],
  [19, 'F8_E5M2'],
]);

const TYPES = new Map([...ONNX_DTYPES].map(([type, dtype]) => [dtype, type]));

/** dtype -> `TensorProto.DataType`, which has all of them. */
export const onnxType = (dtype: Dtype): number => TYPES.get(dtype) ?? 0;
