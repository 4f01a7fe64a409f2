import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { corrupt } from '../errors.js';
import { unpickle } from '../pickle/unpickle.js';
import { isKind } from '../pickle/values.js';
import type { StoredTensor } from '../stored-tensor.js';
import { checkpointOf } from '../weights/checkpoint-of.js';
import { noStorages, pickleWorld } from '../weights/world.js';
import { joinSlices } from './join-slices.js';

/**
 * Reads what `paddle.save` wrote, one pickle of NumPy arrays. Paddle's names and layout are turned
 * into PyTorch's where the names say that they are Paddle's.
 *
 * @throws {ConverterError} any code that is about reading.
 */
export function readPdparams(bytes: Uint8Array): Checkpoint {
  const { value, end } = unpickle(bytes, pickleWorld(noStorages));
  if (isKind(value, 'dict')) joinSlices(value);
  const { tensors, ema, metadata } = checkpointOf('pdparams', value, bytes.length);
  if (end !== bytes.length)
    throw corrupt('the file', `${bytes.length - end} bytes after its pickle`);
  const read = { format: 'pdparams' as const, tensors: asBfloat16(tensors), metadata };
  return ema ? { ...read, ema: asBfloat16(ema) } : read;
}

/** NumPy has no bfloat16, so Paddle passes its bits off as uint16, of which parameters never are. */
const asBfloat16 = (tensors: TensorMap): TensorMap =>
  new Map(
    [...tensors].map(([key, tensor]): [string, StoredTensor] => [
      key,
      tensor.dtype === 'U16' ? { ...tensor, dtype: 'BF16' } : tensor,
    ]),
  );
