import { growingBudget } from '../copy-budget.js';
import { corrupt, outOfBounds, refusedPath, unsupportedDtype } from '../errors.js';
import type { ByteSource } from '../source/byte-source.js';
import { byteCount } from '../stored-tensor.js';
import { ONNX_DTYPES } from './dtypes.js';
import type { ExternalBytes } from './stored-tensor-of.js';
import type { TensorProto } from './tensor-proto.js';

/** Opens a file by its name relative to the model's. */
export type OpenBeside = (name: string) => Promise<ByteSource>;

/**
 * Reads the content of those tensors whose elements lie in files beside the model, one file
 * after the other: a model may name thousands, and a process may only have so many open.
 *
 * @throws {ConverterError} `refused-path` for a file that is not in the model's folder or below it,
 * `out-of-bounds`, `corrupt`, `too-large`, and what `open` throws.
 */
export async function readExternalData(
  tensors: Iterable<TensorProto>,
  open: OpenBeside,
): Promise<ExternalBytes> {
  const contents = new Map<TensorProto, Uint8Array>();
  const { grow, spend } = growingBudget();
  for (const [location, inFile] of byLocation(tensors)) {
    const source = await open(location);
    try {
      grow(source.size);
      for (const tensor of inFile) {
        const { offset, length } = rangeOf(tensor, source.size);
        spend(tensor.name, length);
        contents.set(tensor, await source.read(offset, length));
      }
    } finally {
      await source.close();
    }
  }
  return contents;
}

function byLocation(tensors: Iterable<TensorProto>): Map<string, TensorProto[]> {
  const files = new Map<string, TensorProto[]>();
  for (const tensor of tensors) {
    if (!tensor.external) continue;
    const location = safeLocation(tensor);
    const inFile = files.get(location);
    if (inFile) inFile.push(tensor);
    else files.set(location, [tensor]);
  }
  return files;
}

/**
 * A name in the model's folder or below it. Drives, schemes and backslashes are refused everywhere,
 * for a file must mean the same on each system; `.` is, for a file must have one name only.
 */
function safeLocation({ name, external }: TensorProto): string {
  const location = external?.get('location') ?? '';
  const parts = location.split('/');
  const isSafe = parts.every((part) => !/^\.{0,2}$|[\\:\0]/.test(part));
  if (!isSafe) throw refusedPath(name, location);
  return location;
}

function rangeOf(tensor: TensorProto, fileSize: number): { offset: number; length: number } {
  const { name, dataType, shape, external } = tensor;
  const dtype = ONNX_DTYPES.get(dataType);
  if (!dtype) throw unsupportedDtype(name, `ONNX's type ${dataType}`);
  const wanted = byteCount({ dtype, shape });
  const offset = countOf(name, external?.get('offset') ?? '0');
  const length = countOf(name, external?.get('length') ?? String(wanted));
  if (length !== wanted) throw corrupt(name, `${length} bytes do not fit its shape`);
  if (offset + length > fileSize) {
    throw outOfBounds(name, `it ends at byte ${offset + length}, its file has ${fileSize}`);
  }
  return { offset, length };
}

function countOf(name: string, text: string): number {
  const count = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(count)) throw corrupt(name, 'its place in its file is no number');
  return count;
}
