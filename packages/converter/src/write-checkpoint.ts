import { type Content, encodeFile, encodeFolder } from './encode-checkpoint.js';
import { alreadyExists, cannotWriteFormat } from './errors.js';
import { formatOfPath, isFolderFormat, type WrittenFormat } from './formats.js';
import type { TensorOptions } from './tensors-to-write.js';
import { writeFileAtomic } from './write-file-atomic.js';
import { writeFolderAtomic } from './write-folder-atomic.js';

export interface WriteOptions extends TensorOptions {
  /** Unless given, the one that the path's suffix asks for; a folder's must be given. */
  readonly format?: WrittenFormat;
  /** Overwrite a file, or a folder with a TensorFlow.js model, that exists. Unless given no. */
  readonly force?: boolean;
}

/**
 * Writes tensors and metadata to a file or, for TensorFlow.js, a folder (Node only), atomically. The
 * suffix says the format: `.safetensors`, `.pth`, `.pdparams`, `.npz`, `.onnx`; `format` overrides it.
 * Where the network is given and the format keeps metadata, they say its strides and its identity
 * multiplier. An average (`ema`) is written only if given as `tensors`.
 *
 * @throws {ConverterError} `EXISTS`, `unsupported-format`, `DISK_FULL`, `NOT_WRITABLE`; as
 * `encodeFile`.
 *
 * @example
 * const checkpoint = await readCheckpoint('model_best.pth.tar');
 * await writeCheckpoint('mobilenext.safetensors', checkpoint);
 * const network = mobileNeXt({ width: 1, identityMultiplier: 2 });
 * await writeCheckpoint('mobilenext.onnx', checkpoint, { network, half: true });
 * await writeCheckpoint('web-model', checkpoint, { network, format: 'tfjs-graph' });
 */
export async function writeCheckpoint(
  path: string,
  checkpoint: Content,
  options: WriteOptions = {},
): Promise<void> {
  const { force = false, format = formatOfPath(path) } = options;
  if (!format) throw cannotWriteFormat(path);
  if (isFolderFormat(format)) {
    await writeFolderAtomic(path, encodeFolder(format, checkpoint, options), { force });
    return;
  }
  if (!force && (await exists(path))) throw alreadyExists(path);
  await writeFileAtomic(path, encodeFile(format, checkpoint, options));
}

async function exists(path: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(path).then(
    () => true,
    () => false,
  );
}
