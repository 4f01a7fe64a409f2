import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt, outOfBounds } from '../errors.js';
import { argumentsOf, integerOf, integersOf } from '../pickle/arguments.js';
import {
  isKind,
  type PickleValue,
  type TensorValue,
  type UnreadableTensor,
} from '../pickle/values.js';
import { TORCH_DTYPES } from './dtypes.js';

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`, also the older v1. */
export function rebuildTensor(args: PickleValue): TensorValue {
  const where = 'a tensor';
  const [storage, offset, size, stride] = argumentsOf(where, args, 4);
  if (!isKind(storage, 'storage')) throw corrupt(where, 'it has no storage');
  if (!storage.dtype) throw corrupt(where, 'it has no dtype');
  return view({ storage, dtype: storage.dtype, offset, size, stride });
}

/** `_rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype, metadata)`. */
export function rebuildTensorV3(args: PickleValue): TensorValue {
  const where = 'a tensor';
  const [storage, offset, size, stride, , , dtypeName] = argumentsOf(where, args, 7);
  if (!isKind(storage, 'storage')) throw corrupt(where, 'it has no storage');
  const dtype = isKind(dtypeName, 'global') ? TORCH_DTYPES.get(dtypeName.name) : undefined;
  if (!dtype) throw corrupt(where, 'it has no dtype');
  return view({ storage, dtype, offset, size, stride });
}

/** `_rebuild_parameter(tensor, requires_grad, hooks)`, with or without a state behind. */
export function rebuildParameter(args: PickleValue): TensorValue | UnreadableTensor {
  const [tensor] = argumentsOf('a parameter', args, 1);
  if (!isKind(tensor, 'tensor') && !isKind(tensor, 'unreadable-tensor')) {
    throw corrupt('a parameter', 'its data are no tensor');
  }
  return tensor;
}

/** `_rebuild_from_type_v2(function, type, arguments, state)`: a tensor with Python attributes. */
export function rebuildFromType(args: PickleValue): TensorValue {
  const [callable, , inner] = argumentsOf('a tensor with attributes', args, 3);
  // Only these two, so that a file cannot wrap calls in calls.
  if (isKind(callable, 'global')) {
    if (callable.name === 'torch._utils._rebuild_tensor_v2') return rebuildTensor(inner);
    if (callable.name === 'torch._utils._rebuild_tensor_v3') return rebuildTensorV3(inner);
  }
  throw corrupt('a tensor with attributes', 'it is not rebuilt as tensors are');
}

interface ViewFields {
  readonly storage: TensorValue['storage'];
  readonly dtype: Dtype;
  readonly offset: PickleValue;
  readonly size: PickleValue;
  readonly stride: PickleValue;
}

/** Checked in bigints, whose products cannot wrap: a safe result proves all its parts safe. */
function view(fields: ViewFields): TensorValue {
  const { storage, dtype } = fields;
  const where = `a tensor of storage ${storage.key}`;
  const offset = BigInt(integerOf(where, fields.offset));
  const size = integersOf(where, fields.size).map(BigInt);
  const stride = integersOf(where, fields.stride).map(BigInt);
  if (size.length !== stride.length) throw corrupt(where, 'sizes and strides differ in number');
  if ([offset, ...size, ...stride].some((value) => value < 0n)) {
    throw outOfBounds(where, 'a negative size, stride or offset');
  }
  const isEmpty = size.includes(0n);
  const last = size.reduce((sum, length, axis) => sum + (length - 1n) * stride[axis], offset);
  const end = (last + 1n) * BigInt(DTYPE_BYTES[dtype]);
  if (!isEmpty && end > BigInt(storage.byteLength)) {
    throw outOfBounds(where, `it ends at byte ${end}, the storage has ${storage.byteLength}`);
  }
  if (size.some((length) => length > BigInt(Number.MAX_SAFE_INTEGER))) {
    throw outOfBounds(where, 'a size that no file can hold');
  }
  return {
    kind: 'tensor',
    storage,
    dtype,
    offset: Number(offset),
    shape: size.map(Number),
    strides: stride.map(Number),
  };
}
