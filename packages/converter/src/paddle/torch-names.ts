import type { TensorMap } from '../checkpoint.js';
import { DTYPE_BYTES } from '../dtype.js';
import { duplicateKey } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { copyRowMajor } from '../strided-copy.js';

/** Paddle's names of a batch norm's buffers, and PyTorch's. */
const BUFFERS: readonly (readonly [paddle: string, torch: string])[] = [
  ['._mean', '.running_mean'],
  ['._variance', '.running_var'],
];

/**
 * Paddle's names and layout -> PyTorch's; tensors that are not Paddle's come back as they are. Which
 * they are, the names of the buffers tell, since the file's suffix tells nothing.
 */
export function torchNames(tensors: TensorMap): TensorMap {
  const isPaddle = [...tensors.keys()].some((key) => key.endsWith(BUFFERS[0][0]));
  if (!isPaddle) return tensors;
  const renamed = new Map<string, StoredTensor>();
  for (const [key, tensor] of tensors) {
    const name = torchName(key);
    if (renamed.has(name)) throw duplicateKey(name);
    renamed.set(name, isTransposed(key, tensors) ? transpose(tensor) : tensor);
  }
  return renamed;
}

function torchName(key: string): string {
  for (const [paddle, torch] of BUFFERS) {
    if (key.endsWith(paddle)) return key.slice(0, -paddle.length) + torch;
  }
  return key;
}

/**
 * Paddle keeps a linear layer's weight as [features, classes]; somebody may have turned it already,
 * which its bias of [classes] tells. A square one is taken as Paddle's.
 */
function isTransposed(key: string, tensors: TensorMap): boolean {
  if (!key.endsWith('.weight')) return false;
  const shape = tensors.get(key)?.shape;
  const bias = tensors.get(key.replace(/weight$/, 'bias'))?.shape;
  return shape?.length === 2 && bias?.length === 1 && shape[1] === bias[0];
}

function transpose({ dtype, shape: [rows, columns], bytes }: StoredTensor): StoredTensor {
  const shape = [columns, rows];
  const elementBytes = DTYPE_BYTES[dtype];
  const view = { bytes, elementBytes, offset: 0, shape, strides: [1, columns] };
  return { dtype, shape, bytes: copyRowMajor(view) };
}
