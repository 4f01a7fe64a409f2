import type { Checkpoint } from './checkpoint.js';
import { alreadyExists, cannotWriteFormat } from './errors.js';
import { writeSafetensors } from './safetensors/write-safetensors.js';
import { writeFileAtomic } from './write-file-atomic.js';

export interface WriteOptions {
  /** Overwrite a file that exists. Unless given no. */
  readonly force?: boolean;
}

/**
 * Writes tensors and metadata to a file (Node only), atomically; the suffix says the format, of which
 * `.safetensors` is the one so far. An average (`ema`) is written only if given as `tensors`.
 *
 * @throws {ConverterError} `EXISTS`, `unsupported-format`, `DISK_FULL`, `NOT_WRITABLE`, `corrupt`.
 *
 * @example
 * const checkpoint = await readCheckpoint('model_best.pth.tar');
 * await writeCheckpoint('mobilenext.safetensors', checkpoint);
 */
export async function writeCheckpoint(
  path: string,
  checkpoint: Pick<Checkpoint, 'tensors' | 'metadata'>,
  options: WriteOptions = {},
): Promise<void> {
  if (!path.endsWith('.safetensors')) throw cannotWriteFormat(path);
  if (!options.force && (await exists(path))) throw alreadyExists(path);
  await writeFileAtomic(path, writeSafetensors(checkpoint.tensors, checkpoint.metadata));
}

async function exists(path: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(path).then(
    () => true,
    () => false,
  );
}
