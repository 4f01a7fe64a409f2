import { stateDict } from '@mobilenext/core';
import {
  describeCheckpoint,
  encodeFile,
  encodeFolder,
  fitToNetwork,
  isFolderFormat,
  type TensorMap,
} from '@mobilenext/converter';
import { mobileNeXt, networkFactsMetadata, runFactsOf } from '@mobilenext/mobilenext';
import { noAverage } from '../errors.js';
import type { Converted, ConvertOptions, Facts, Phase } from '../protocol.js';
import type { OpenCheckpoint } from './open-files.js';
import { outputName } from './output-name.js';
import { checkFile, checkFolder } from './read-back.js';
import { zipFolder } from './zip-folder.js';

/**
 * A checkpoint in another format, read back before it is given out. A folder comes as a zip.
 *
 * @throws {WebError} `NO_AVERAGE`; `READ_BACK`.
 * @throws {ConverterError} `network-needed` where the format holds a graph and the facts are not
 * complete; as `encodeFile`.
 */
export async function convert(
  open: OpenCheckpoint,
  options: ConvertOptions,
  say: (phase: Phase) => void,
): Promise<Converted> {
  const { format, half, fold } = options;
  const { metadata } = open.checkpoint;
  const source = tensorsOf(open, options);
  const { width, numClasses } = describeCheckpoint(source);
  const { classes: _, variant: __, ...saved } = runFactsOf(metadata);
  const facts = { ...saved, ...options.facts };
  const network = mobileNeXt({ width, numClasses, ...options.facts });
  const { tensors, unexpected } = fitToNetwork(source, stateDict(network), { leaveOut: true });
  const content = { tensors, metadata: { ...metadata, ...networkFactsMetadata(facts) } };
  // Without the facts a graph cannot be written; the converter says so.
  const settings = { half, fold, network: isComplete(options.facts) ? network : undefined };
  const name = outputName(open.model.name, format);
  const written = { name, format, tensors, network, options: settings };
  const result = { name, leftOut: unexpected };

  say('converting');
  if (isFolderFormat(format)) {
    const files = encodeFolder(format, content, settings);
    say('checking');
    const count = checkFolder(files, written);
    return {
      ...result,
      blob: blobOf(zipFolder(name.replace(/\.zip$/, ''), files)),
      tensors: count,
    };
  }
  const bytes = encodeFile(format, content, settings);
  say('checking');
  return { ...result, tensors: await checkFile(bytes, written), blob: blobOf(bytes) };
}

function tensorsOf({ model, checkpoint }: OpenCheckpoint, { average }: ConvertOptions): TensorMap {
  if (!average) return checkpoint.tensors;
  if (!checkpoint.ema) throw noAverage(model.name);
  return checkpoint.ema;
}

/** Whether nothing has to be guessed. */
const isComplete = ({ strides, identityMultiplier }: Facts): boolean =>
  strides !== undefined && identityMultiplier !== undefined;

const blobOf = (bytes: Uint8Array): Blob =>
  new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
