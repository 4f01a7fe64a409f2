import { countParameters } from '@mobilenext/core';
import {
  describeCheckpoint,
  fitToNetwork,
  formatOfPath,
  holdsGraph,
  isFolderFormat,
  keepsMetadata,
  USUAL_SUFFIXES,
  writeCheckpoint,
  type WrittenFormat,
} from '@mobilenext/converter';
import {
  mobileNeXt,
  type NetworkFacts,
  networkFactsMetadata,
  runFactsOf,
} from '@mobilenext/mobilenext';
import { prepareOutputFile } from '../files/output.js';
import { grouped, scientific } from '../format/numbers.js';
import { checkGraphFacts } from '../network/check-graph-facts.js';
import { factsText, overruledNotes } from '../network/facts-in-words.js';
import { leftOutNotes } from '../network/left-out-notes.js';
import { readWeights, requireWeightsPath } from '../network/read-weights.js';
import { tensorsOf } from '../network/tensors-of.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall } from '../frame/errors.js';
import { weightsPath } from '../weights/weights-path.js';
import { graphNetwork } from './graph-network.js';
import { droppedNotes } from './dropped-notes.js';
import { type FactsFlags, knownFacts, typedRules } from './network-facts.js';
import { type Proof, prove } from './prove.js';

export interface ConvertOptions extends FactsFlags {
  readonly input: string;
  readonly output: string;
  /** Unless given, what the output's suffix says. */
  readonly format?: WrittenFormat;
  readonly ema: boolean;
  readonly half: boolean;
  readonly fold: boolean;
  /** Leave out layers that the network does not have. */
  readonly partial: boolean;
  readonly force: boolean;
}

/** Converts, reads back what was written and says how far it is from the input. */
export async function runConvert(options: ConvertOptions, context: Context): Promise<void> {
  const { input, output, half, fold, force } = options;
  const path = await weightsPath(input, context);
  requireWeightsPath(path);
  const format = formatOf(options);
  // A folder is checked by who writes it, since only he knows what may be overwritten.
  if (!isFolderFormat(format)) prepareOutputFile(output, { force });

  const { signal } = context;
  const read = await readWeights(path, { signal });
  const { format: inputFormat, metadata } = read;
  const { tensors: source, notes } = tensorsOf(input, read, options);
  notes.forEach((note) => say(context, note));
  const { width, numClasses } = describeCheckpoint(source);
  // What facts will say of the network changes none of its keys and shapes.
  const shapes = mobileNeXt({ width, numClasses });
  const { tensors, unexpected } = fitToNetwork(source, shapes, { leaveOut: options.partial });
  const { classes, variant: _, ...saved } = runFactsOf(metadata);
  checkGraphFacts(input, read, options);
  const isKept = keepsMetadata(format);
  const about = { path: input, tensors, width, numClasses, saved, isKept };
  const { facts, findings } = await knownFacts(about, options, context);
  const network = graphNetwork({ width, numClasses }, facts, format);
  const rules = facts.preprocessing ? [] : typedRules(options);
  const told = [
    ...overruledNotes(input, saved, facts),
    ...leftOutNotes(unexpected),
    ...(isKept
      ? writtenNotes(saved, facts)
      : droppedNotes(output, { facts: { ...facts, classes }, rules, metadata })),
  ];
  told.forEach((note) => say(context, note));
  const content = { tensors, metadata: { ...metadata, ...networkFactsMetadata(facts) } };
  // For the other formats what is not known of the network was filled up, and must not be written.
  const graph = holdsGraph(format) ? { network, fold } : {};
  await writeCheckpoint(output, content, { format, ...graph, half, force });

  const document = {
    input,
    output,
    inputFormat,
    format,
    parameters: countParameters(network),
    tensors: tensors.size,
    ...(await prove(output, { format, network, tensors, half, fold }, { signal })),
    facts,
    findings,
  };
  if (context.json) writeJson(context, document);
  else context.stdout.write(`${sentence(document)}\n`);
}

/** The line about how pictures are prepared, where that is not as the input said it. */
function writtenNotes(saved: NetworkFacts, facts: NetworkFacts): readonly string[] {
  const { preprocessing } = facts;
  const words = factsText({ preprocessing });
  const isAsSaved = words === factsText({ preprocessing: saved.preprocessing });
  return isAsSaved ? [] : [`preprocessing written: ${words}`];
}

function formatOf({ output, format = formatOfPath(output), fold }: ConvertOptions): WrittenFormat {
  if (!format) {
    throw badCall(
      `${output} has no known ending, which are ${USUAL_SUFFIXES}: ` +
        'for a folder give --format tfjs-graph or tfjs-layers',
    );
  }
  if (fold && format !== 'onnx') throw badCall(`--fold is for ONNX alone, not for ${format}`);
  return format;
}

function sentence(
  document: Proof & {
    readonly input: string;
    readonly output: string;
    readonly inputFormat: string;
    readonly format: string;
    readonly parameters: number;
  },
): string {
  const { input, output, inputFormat, format, parameters, logitsDifference: logits } = document;
  const { largestLogit, vanished } = document;
  const { maxAbsDifference, maxRelativeDifference } = document;
  const tensors =
    maxAbsDifference === 0
      ? 'tensors are the same'
      : `tensors differ by at most ${scientific(maxRelativeDifference)} of their largest value (${scientific(maxAbsDifference)})`;
  const scale = logits === 0 ? '' : ` (the largest is ${scientific(largestLogit)})`;
  const compared = Number.isFinite(logits)
    ? `logits differ by ${scientific(logits)}${scale}`
    : 'logits cannot be compared, as the input holds NaN or infinity';
  const lost = vanished === 0 ? '' : `; ${grouped(vanished)} values too small for float16 became 0`;
  return `${input} (${inputFormat}) -> ${output} (${format}): ${grouped(parameters)} parameters, read back: ${tensors}, ${compared}${lost}`;
}
