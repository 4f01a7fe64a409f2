import { copyBudget } from '../copy-budget.js';
import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt, unsupportedDtype } from '../errors.js';
import { byteCount, checkSize, elementCount, type StoredTensor } from '../stored-tensor.js';
import { ONNX_DTYPES } from './dtypes.js';
import type { TensorProto } from './tensor-proto.js';
import { packedVarints } from './wire.js';

/** The content of tensors whose elements lie in other files. */
export type ExternalBytes = ReadonlyMap<TensorProto, Uint8Array>;

/**
 * Reads tensors of one model: views of the file where their elements lie there as bytes, else copies.
 *
 * @throws {ConverterError} `unsupported-dtype`; `corrupt` if shape and data disagree; `too-large` for
 * copies that together pass what the file can honestly need.
 */
export function tensorProtoReader(fileLength: number, external: ExternalBytes) {
  const spend = copyBudget(fileLength);

  return function read(tensor: TensorProto, name = tensor.name): StoredTensor {
    const { dataType, shape, raw, numbers, varints } = tensor;
    const dtype = ONNX_DTYPES.get(dataType);
    if (!dtype) throw unsupportedDtype(name, `ONNX's type ${dataType}`);
    const bytes = external.get(tensor) ?? raw ?? numbers;
    if (bytes || !varints) return checked(name, { dtype, shape, bytes: bytes ?? NONE });
    if (!AS_VARINTS.has(dtype)) throw corrupt(name, `elements of ${dtype} are no varints`);
    const length = byteCount({ dtype, shape });
    // A varint has at least one byte, which bounds the copy before it is made.
    if (elementCount(shape) > varints.length) throw corrupt(name, 'it has too few elements');
    spend(name, length);
    return { dtype, shape, bytes: unpackVarints(name, varints, dtype, new Uint8Array(length)) };
  };
}

/** What onnx.proto stores in `int32_data`, `int64_data` or `uint64_data`. */
const AS_VARINTS: ReadonlySet<Dtype> = new Set<Dtype>([
  ...(['BOOL', 'I8', 'I16', 'I32', 'I64', 'U8', 'U16', 'U32', 'U64'] as const),
  ...(['F16', 'BF16', 'F8_E4M3', 'F8_E5M2'] as const),
]);

const NONE = new Uint8Array(0);

function checked(name: string, tensor: StoredTensor): StoredTensor {
  checkSize(name, tensor);
  return tensor;
}

/** Each varint's lowest bytes; halves are stored as the integers that their bits are. */
function unpackVarints(
  name: string,
  varints: Uint8Array,
  dtype: Dtype,
  target: Uint8Array,
): Uint8Array {
  const size = DTYPE_BYTES[dtype];
  const view = new DataView(new ArrayBuffer(8));
  const word = new Uint8Array(view.buffer, 0, size);
  let position = 0;
  for (const value of packedVarints(name, varints)) {
    if (position === target.length) throw corrupt(name, 'it has more elements than its shape');
    view.setBigUint64(0, value, true);
    target.set(word, position);
    position += size;
  }
  if (position < target.length) throw corrupt(name, 'it has fewer elements than its shape');
  return target;
}
