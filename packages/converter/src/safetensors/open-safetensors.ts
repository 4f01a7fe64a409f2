import type { Checkpoint } from '../checkpoint.js';
import { inNameOf } from '../errors.js';
import { type CheckpointSource, openSource, type SourceOptions } from '../source/open-source.js';
import type { ByteSource } from '../source/byte-source.js';
import type { StoredTensor } from '../stored-tensor.js';
import { type HeaderEntry, headerLength, LENGTH_BYTES, readHeader } from './header.js';

/** A tensor whose elements are still in its file. */
export interface LazyTensor extends Omit<StoredTensor, 'bytes'> {
  /** Reads all elements. */
  readonly read: () => Promise<StoredTensor>;
  /** Reads the elements' bytes in order, a few at a time. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** A safetensors file of any size, of which only the header was read. */
export interface SafetensorsFile {
  /** In the order of their data. */
  readonly tensors: ReadonlyMap<string, LazyTensor>;
  readonly metadata: Checkpoint['metadata'];
  readonly close: () => Promise<void>;
}

const PIECE = 4 * 2 ** 20;

/**
 * Opens a safetensors file without reading its tensors, for files larger than memory. A path, a
 * Blob and, where the server knows ranges, a URL are read as tensors are asked for; what comes from
 * another server is kept in a temporary file until `close`.
 *
 * @throws {ConverterError} as `readSafetensors` and `readCheckpoint`.
 *
 * @example
 * const file = await openSafetensors('large.safetensors');
 * const pieces = safetensorsPieces(file.tensors, file.metadata);
 * await writeFileAtomic('copy.safetensors', pieces).finally(file.close);
 */
export async function openSafetensors(
  from: CheckpointSource,
  options: SourceOptions = {},
): Promise<SafetensorsFile> {
  const { source, name } = await openSource(from, options);
  try {
    const start = await source.read(0, Math.min(LENGTH_BYTES, source.size));
    const text = await source.read(LENGTH_BYTES, headerLength(start, source.size));
    const { entries, metadata, dataStart } = readHeader(text, source.size);
    const tensors = new Map(
      entries.map((entry) => [entry.name, lazyTensor(source, entry, dataStart)]),
    );
    return { tensors, metadata, close: source.close };
  } catch (error) {
    await source.close();
    throw inNameOf(name, error);
  }
}

function lazyTensor(source: ByteSource, entry: HeaderEntry, dataStart: number): LazyTensor {
  const { dtype, shape, begin, end } = entry;
  return {
    dtype,
    shape,
    read: async () => ({
      dtype,
      shape,
      bytes: await source.read(dataStart + begin, end - begin),
    }),
    async *pieces() {
      for (let at = begin; at < end; at += PIECE) {
        yield await source.read(dataStart + at, Math.min(PIECE, end - at));
      }
    },
  };
}
