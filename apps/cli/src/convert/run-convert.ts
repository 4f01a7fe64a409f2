import { countParameters, stateDict } from '@mobilenext/core';
import {
  describeCheckpoint,
  fitToNetwork,
  fromFloat32,
  readCheckpoint,
  type StoredTensor,
  type TensorMap,
  toFloat32,
  writeCheckpoint,
} from '@mobilenext/converter';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, failed } from '../frame/errors.js';
import { prepareOutputFile } from '../files/output.js';
import { requireFile } from '../files/require.js';
import { grouped, scientific } from '../format/numbers.js';
import { tensorsOf } from '../network/tensors-of.js';
import { compareCheckpoints } from '../parity/compare-checkpoints.js';
import { runFactsOf } from '../network/run-facts.js';
import { defined } from '../network/found-network.js';
import { logitsDifference } from './logits-difference.js';
import { type FactsFlags, factsMetadata, knownFacts } from './network-facts.js';

export interface ConvertOptions extends FactsFlags {
  readonly input: string;
  readonly output: string;
  readonly ema: boolean;
  readonly half: boolean;
  readonly force: boolean;
}

/** Converts, reads back what was written and says how far it is from the input. */
export async function runConvert(options: ConvertOptions, context: Context): Promise<void> {
  const { input, output, half, force } = options;
  requireFile('checkpoint', input);
  if (!output.endsWith('.safetensors')) {
    throw badCall(`${output} has no known ending: the format that is written is .safetensors`);
  }
  prepareOutputFile(output, { force });

  const { format: inputFormat, metadata, ...read } = await readCheckpoint(input);
  const source = tensorsOf(input, read, options);
  const { width, numClasses } = describeCheckpoint(source);
  const { classes: _, ...saved } = runFactsOf(metadata);
  const about = { path: input, tensors: source, width, numClasses, saved };
  const { facts, findings } = await knownFacts(about, options, context);
  const { strides, identityMultiplier } = facts;
  const network = mobileNeXt({ width, numClasses, ...defined({ strides, identityMultiplier }) });
  const { tensors, unexpected } = fitToNetwork(source, stateDict(network));
  if (unexpected.length > 0) say(context, leftOut(unexpected));
  await writeCheckpoint(
    output,
    {
      tensors: half ? toHalf(tensors) : tensors,
      metadata: { ...metadata, ...factsMetadata(facts) },
    },
    { force },
  );

  const written = await readCheckpoint(output);
  const tolerance = Number.POSITIVE_INFINITY;
  const comparison = compareCheckpoints(tensors, written.tensors, { tolerance });
  const document = {
    input,
    output,
    inputFormat,
    format: written.format,
    parameters: countParameters(network),
    tensors: tensors.size,
    maxAbsDifference: comparison.maxAbsDifference,
    maxRelativeDifference: comparison.maxRelativeDifference,
    logitsDifference: await logitsDifference(network, tensors, written.tensors),
    facts,
    findings,
  };
  if (comparison.departures > 0 || (!half && comparison.maxAbsDifference > 0)) {
    throw failed(`${output} does not read back as ${input}: the disk may be at fault, try again`);
  }
  if (context.json) writeJson(context, document);
  else context.stdout.write(`${sentence(document)}\n`);
}

function sentence(document: {
  readonly input: string;
  readonly output: string;
  readonly inputFormat: string;
  readonly parameters: number;
  readonly maxAbsDifference: number;
  readonly maxRelativeDifference: number;
  readonly logitsDifference: number;
}): string {
  const { input, output, inputFormat, parameters, logitsDifference: logits } = document;
  const { maxAbsDifference, maxRelativeDifference } = document;
  const tensors =
    maxAbsDifference === 0
      ? 'tensors are the same'
      : `tensors differ by at most ${scientific(maxRelativeDifference)} of their largest value (${scientific(maxAbsDifference)})`;
  return `${input} (${inputFormat}) -> ${output}: ${grouped(parameters)} parameters, read back: ${tensors}, logits differ by ${scientific(logits)}`;
}

function leftOut(keys: readonly string[]): string {
  const more = keys.length > 5 ? ` and ${keys.length - 5} more` : '';
  return `left out, as the network does not have them: ${keys.slice(0, 5).join(', ')}${more}`;
}

/** Floats as float16; counters stay whole. */
function toHalf(tensors: TensorMap): TensorMap {
  const halve = (tensor: StoredTensor): StoredTensor =>
    /^(F|BF)\d/.test(tensor.dtype) ? fromFloat32(toFloat32(tensor), tensor.shape, 'F16') : tensor;
  return new Map([...tensors].map(([key, tensor]) => [key, halve(tensor)]));
}
