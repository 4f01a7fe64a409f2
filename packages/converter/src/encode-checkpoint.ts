import type { Checkpoint } from './checkpoint.js';
import { networkNeeded } from './errors.js';
import type { FileFormat, FolderFormat } from './formats.js';
import { writeNpz } from './numpy/write-npz.js';
import { writeOnnx } from './onnx/write-onnx.js';
import { writePdparams } from './paddle/write-pdparams.js';
import { writeSafetensors } from './safetensors/write-safetensors.js';
import { type TensorOptions, tensorsToWrite } from './tensors-to-write.js';
import { writeTfjs } from './tfjs/write-tfjs.js';
import { writePth } from './torch/write-pth.js';
import { withNetworkFacts } from './with-network-facts.js';

/** What is written of a checkpoint: an average (`ema`) only if it is given as `tensors`. */
export type Content = Pick<Checkpoint, 'tensors' | 'metadata'>;

/**
 * The bytes of a checkpoint's file; for programs that have no files, such as a page. Metadata are
 * kept by safetensors and ONNX; the others have no place for them. Where the network is given, they
 * say its strides and its identity multiplier.
 *
 * @throws {ConverterError} `network-needed`, `unsupported-dtype`, `not-representable`, `corrupt`,
 * `too-large`; as `fitToNetwork`.
 */
export function encodeFile(
  format: FileFormat,
  { tensors, metadata }: Content,
  options: TensorOptions = {},
): Uint8Array {
  const facts = withNetworkFacts(metadata, options.network);
  switch (format) {
    case 'safetensors':
      return writeSafetensors(tensorsToWrite(format, tensors, options), facts);
    case 'pth':
      return writePth(tensorsToWrite(format, tensors, options));
    case 'pdparams':
      return writePdparams(tensorsToWrite(format, tensors, options));
    case 'npz':
      return writeNpz(tensorsToWrite(format, tensors, options));
    case 'onnx': {
      const { network, half, fold } = options;
      if (!network) throw networkNeeded(format);
      return writeOnnx(network, tensors, { half, fold, metadata: facts });
    }
  }
}

/**
 * As {@link encodeFile} for the formats that are a folder: its files by name.
 *
 * @throws {ConverterError} `network-needed`, `not-representable`; as `fitToNetwork`.
 */
export function encodeFolder(
  format: FolderFormat,
  { tensors, metadata }: Content,
  { network, half }: TensorOptions = {},
): Map<string, Uint8Array> {
  if (!network) throw networkNeeded(format);
  const facts = withNetworkFacts(metadata, network);
  return writeTfjs(format, network, tensors, { half, metadata: facts });
}
