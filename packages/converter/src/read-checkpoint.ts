import type { Checkpoint } from './checkpoint.js';
import { inNameOf } from './errors.js';
import { holdsNpy, readNpzArchive } from './numpy/read-npz.js';
import type { OpenBeside } from './onnx/external-data.js';
import { readOnnx } from './onnx/read-onnx.js';
import { readPdparams } from './paddle/read-pdparams.js';
import { readSafetensors } from './safetensors/read-safetensors.js';
import { sniff } from './sniff.js';
import { type CheckpointSource, openSource, type SourceOptions } from './source/open-source.js';
import { readTorchArchive } from './torch/read-pth.js';
import { readLegacyPth } from './torch/read-legacy-pth.js';
import { openArchive } from './zip/archive.js';

/**
 * Reads a checkpoint of any known format, told by its bytes. Nothing in it is executed.
 *
 * @param from path, URL, Blob or bytes; the tensors may be views of the bytes.
 * @throws {ConverterError} any code that is about reading; where the source has a name, the message
 * begins with it. When the signal is aborted, its reason.
 *
 * @example
 * const { tensors, ema } = await readCheckpoint('model_best.pth.tar');
 * tensors.get('features.0.0.weight')?.shape; // [32, 3, 3, 3]
 */
export async function readCheckpoint(
  from: CheckpointSource,
  options: SourceOptions = {},
): Promise<Checkpoint> {
  const { source, name, openBeside } = await openSource(from, { ...options, isReadWhole: true });
  try {
    return await readBytes(await source.read(0, source.size), openBeside);
  } catch (error) {
    throw inNameOf(name, error);
  } finally {
    await source.close();
  }
}

async function readBytes(bytes: Uint8Array, openBeside: OpenBeside): Promise<Checkpoint> {
  switch (sniff(bytes)) {
    case 'safetensors':
      return readSafetensors(bytes);
    case 'zip':
      return readZip(bytes);
    case 'legacy-pth':
      return readLegacyPth(bytes);
    case 'pdparams':
      return readPdparams(bytes);
    case 'onnx':
      return readOnnx(bytes, openBeside);
  }
}

/** PyTorch's archive and NumPy's are told apart by what they hold. */
function readZip(bytes: Uint8Array): Checkpoint {
  const archive = openArchive(bytes);
  return holdsNpy(archive) ? readNpzArchive(archive) : readTorchArchive(archive);
}
