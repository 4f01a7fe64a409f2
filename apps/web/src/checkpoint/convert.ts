import {
  type Checkpoint,
  checkWritten,
  type Conversion,
  ConverterError,
  describeCheckpoint,
  encodeFile,
  encodeFolder,
  fitToNetwork,
  isFolderFormat,
  readCheckpoint,
  readTfjsModel,
  type TensorMap,
  type WrittenDifference,
} from '@mobilenext/converter';
import { mobileNeXt, networkFactsMetadata, runFactsOf } from '@mobilenext/mobilenext';
import { graphSaysOtherwise, noAverage, readsBackOtherwise } from '../errors.js';
import type { Converted, ConvertOptions, Facts, Phase, Proof } from '../protocol.js';
import { compareLogits } from './logits-difference.js';
import type { OpenCheckpoint } from './open-files.js';
import { outputName } from './output-name.js';
import { zipFolder } from './zip-folder.js';

/**
 * A checkpoint in another format, read back before it is given out, its tensors and its logits
 * compared with the checkpoint's. A folder comes as a zip.
 *
 * @throws {WebError} `NO_AVERAGE`; `GRAPH_FACTS` where what was said of the network contradicts the
 * graph of the file; `READ_BACK`.
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
  checkGraphFacts(open, options.facts);
  const source = tensorsOf(open, options);
  const { width, numClasses } = describeCheckpoint(source);
  const { classes: _, variant: __, ...saved } = runFactsOf(metadata);
  const facts = { ...saved, ...options.facts };
  const { strides, identityMultiplier } = facts;
  const network = mobileNeXt({ width, numClasses, strides, identityMultiplier });
  const { tensors, unexpected } = fitToNetwork(source, network, { leaveOut: true });
  const content = { tensors, metadata: { ...metadata, ...networkFactsMetadata(facts) } };
  // Without the facts a graph cannot be written; the converter says so.
  const settings = { half, fold, network: isComplete(facts) ? network : undefined };
  const name = outputName(open.model.name, format);
  const conversion = { format, network, tensors, half, fold };

  say('converting');
  if (isFolderFormat(format)) {
    const files = encodeFolder(format, content, settings);
    say('checking');
    const proof = await prove(name, readTfjsModel(files), conversion);
    const blob = blobOf(zipFolder(name.replace(/\.zip$/, ''), files));
    return { name, blob, leftOut: unexpected, proof };
  }
  const bytes = encodeFile(format, content, settings);
  say('checking');
  const proof = await prove(name, await readCheckpoint(bytes), conversion);
  return { name, blob: blobOf(bytes), leftOut: unexpected, proof };
}

async function prove(name: string, read: Checkpoint, conversion: Conversion): Promise<Proof> {
  const { network, tensors } = conversion;
  return {
    ...compareTensors(name, read, conversion),
    ...(await compareLogits(network, tensors, read.tensors)),
  };
}

function compareTensors(name: string, read: Checkpoint, conversion: Conversion): WrittenDifference {
  try {
    return checkWritten(read, conversion);
  } catch (error) {
    if (!(error instanceof ConverterError) || error.code !== 'READ_BACK') throw error;
    throw readsBackOtherwise(name, error.message);
  }
}

/** The graph is the network itself: with other facts its weights predict something else. */
function checkGraphFacts({ model, checkpoint: { graph = {} } }: OpenCheckpoint, said: Facts): void {
  for (const fact of ['strides', 'identityMultiplier'] as const) {
    const [wanted, has] = [said[fact], graph[fact]];
    if (wanted === undefined || has === undefined || wanted === has) continue;
    throw graphSaysOtherwise(model.name, { fact, wanted, has });
  }
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
