import type { TensorMap } from '../checkpoint.js';
import type { Dtype } from '../dtype.js';
import { unwritableDtype } from '../errors.js';
import { call, globalNamed, type Picklable, tuple } from '../pickle/picklable.js';
import { writePickle } from '../pickle/write-pickle.js';
import { rowMajorStrides } from '../strided-copy.js';
import { checkSize, elementCount, type StoredTensor } from '../stored-tensor.js';
import { writeZip } from '../zip/write-zip.js';
import { STORAGE_DTYPES } from './dtypes.js';

/** The classes of {@link STORAGE_DTYPES} the other way round, the first of each dtype. */
const STORAGE_CLASSES: ReadonlyMap<Dtype, string> = new Map(
  [...STORAGE_DTYPES].reverse().map(([name, dtype]) => [dtype, name]),
);

const FOLDER = 'archive';
const ALIGNMENT = 64;
const PROTOCOL = 2;
/** Of the zip's layout, as PyTorch has counted it since 1.6. */
const VERSION = '3\n';

const ORDERED_DICT = globalNamed('collections.OrderedDict');
const REBUILD_TENSOR = globalNamed('torch._utils._rebuild_tensor_v2');

/**
 * A state dict as `torch.save` writes it since PyTorch 1.6, which `torch.load` reads with
 * `weights_only=True`: an OrderedDict of tensors, each with a storage of its own.
 *
 * @throws {ConverterError} `unsupported-dtype` for unsigned integers wider than a byte and 8-bit
 * floats, `corrupt` if a tensor's bytes do not fit its shape, `too-large`.
 */
export function writePth(tensors: TensorMap): Uint8Array {
  const inOrder = [...tensors];
  for (const [key, tensor] of inOrder) checkSize(key, tensor);
  const entries = inOrder.map(([key, tensor], i) => [key, tensorToPickle(key, tensor, i)] as const);
  const text = new TextEncoder();
  const files = [
    {
      name: 'data.pkl',
      content: writePickle(call(ORDERED_DICT, tuple(), { entries }), PROTOCOL),
    },
    { name: 'byteorder', content: text.encode('little') },
    ...inOrder.map(([, { bytes }], i) => ({ name: `data/${i}`, content: bytes })),
    { name: 'version', content: text.encode(VERSION) },
  ];
  return writeZip(
    files.map(({ name, content }) => ({ name: `${FOLDER}/${name}`, content })),
    { alignment: ALIGNMENT },
  );
}

function tensorToPickle(key: string, { dtype, shape }: StoredTensor, storage: number): Picklable {
  const storageClass = STORAGE_CLASSES.get(dtype);
  if (!storageClass) throw unwritableDtype(key, dtype, '.pth');
  const id = tuple(
    'storage',
    globalNamed(storageClass),
    String(storage),
    'cpu',
    elementCount(shape),
  );
  return call(
    REBUILD_TENSOR,
    tuple(
      { kind: 'persistent', id },
      0,
      tuple(...shape),
      tuple(...rowMajorStrides(shape)),
      false,
      call(ORDERED_DICT, tuple()),
    ),
  );
}
