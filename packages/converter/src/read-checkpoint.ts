import type { Checkpoint } from './checkpoint.js';
import { ConverterError, notReadable } from './errors.js';
import { readPdparams } from './paddle/read-pdparams.js';
import { readSafetensors } from './safetensors/read-safetensors.js';
import { sniff } from './sniff.js';
import { readPth } from './torch/read-pth.js';

/**
 * Reads a checkpoint of any known format, told by its bytes. Nothing in it is executed.
 *
 * @param source a path (Node only), or the file's bytes, which the tensors may be views of.
 * @throws {ConverterError} any code that is about reading; for a path, the message begins with it.
 *
 * @example
 * const { tensors, ema } = await readCheckpoint('model_best.pth.tar');
 * tensors.get('features.0.0.weight')?.shape; // [32, 3, 3, 3]
 */
export async function readCheckpoint(source: string | Uint8Array): Promise<Checkpoint> {
  if (typeof source !== 'string') return readBytes(source);
  const bytes = await readFile(source);
  try {
    return readBytes(bytes);
  } catch (error) {
    if (!(error instanceof ConverterError)) throw error;
    const { code, message, subject } = error;
    throw new ConverterError(code, `${source}: ${message}`, { subject, cause: error });
  }
}

function readBytes(bytes: Uint8Array): Checkpoint {
  switch (sniff(bytes)) {
    case 'safetensors':
      return readSafetensors(bytes);
    case 'pth':
      return readPth(bytes);
    case 'pdparams':
      return readPdparams(bytes);
  }
}

async function readFile(path: string): Promise<Uint8Array> {
  // Imported here, so that a browser can load the package.
  const files = await import('node:fs/promises');
  try {
    const { buffer, byteOffset, length } = await files.readFile(path);
    // A plain array, since a Buffer's slice() would share memory where a Uint8Array's copies.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    throw notReadable(path, error);
  }
}
