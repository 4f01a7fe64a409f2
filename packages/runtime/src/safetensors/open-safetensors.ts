import { type BytesSource, startReading } from '../files/read-bytes.js';
import { headerEnd } from './header.js';
import { readSafetensors, type Safetensors } from './read-safetensors.js';

/** A file whose header was read; the bytes of its tensors count when it is complete. */
export interface OpenSafetensors extends Safetensors {
  readonly complete: Promise<void>;
}

/** A header of ours has 40 KB, with the names of ImageNet's classes 60. */
const FIRST_BYTES = 2 ** 17;

/**
 * Reads the header of a safetensors file, and its tensors while the caller goes on.
 *
 * @throws {RuntimeError} `READ`, `WEIGHTS`; the signal's reason if it aborts.
 */
export async function openSafetensors(
  source: BytesSource,
  signal?: AbortSignal,
): Promise<OpenSafetensors> {
  const { bytes, bytesRead, complete } = await startReading(source, { first: FIRST_BYTES, signal });
  if (headerEnd(bytes) > bytesRead) await complete;
  return { ...readSafetensors(bytes), complete };
}
