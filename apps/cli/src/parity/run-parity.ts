import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ConverterError,
  describeCheckpoint,
  fitToNetwork,
  readCheckpoint,
  type TensorMap,
} from '@mobilenext/converter';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt, runFactsOf, type StridesName } from '@mobilenext/mobilenext';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, failed } from '../frame/errors.js';
import { requireFile } from '../files/require.js';
import { differingFacts } from '../network/facts-in-words.js';
import { openWeights } from '../network/open-weights.js';
import { readWeights, requireWeightsPath } from '../network/read-weights.js';
import { weightsNotes } from '../network/weights-notes.js';
import { weightsPath } from '../weights/weights-path.js';
import { type EngineName, openEngine } from '../network/engine.js';
import { casesOfFile } from './case-file.js';
import { casesByKey } from './cases.js';
import { checkLogits } from './check-logits.js';
import { compareCheckpoints, withoutLoneCounters } from './compare-checkpoints.js';
import { checkpointLines, logitsTable } from './report.js';

export interface ParityFlags {
  readonly input: readonly string[];
  readonly expect?: string;
  readonly cases?: string;
  readonly case: readonly string[];
  readonly tolerance?: number;
  readonly maxRatio: number;
  readonly backend: EngineName;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
}

const LOGITS_TOLERANCE = 1e-4;

/** `parity WEIGHTS --input --expect` or `parity A B`. @throws {CliError} `FAILED` when they differ. */
export async function runParity(
  [a, b]: readonly string[],
  flags: ParityFlags,
  context: Context,
): Promise<void> {
  const weights = await weightsPath(a, context);
  requireWeightsPath(weights);
  if (b !== undefined) {
    if (flags.input.length > 0 || flags.expect !== undefined) {
      throw badCall('give either OTHER, a second checkpoint, or --input and --expect, not both');
    }
    return compareTwo(weights, await weightsPath(b, context), flags, context);
  }
  const { input, expect } = flags;
  if (input.length === 0 || expect === undefined) {
    throw badCall(
      'nothing to compare with: give OTHER, a second checkpoint, or --input with pictures and --expect with their true logits',
    );
  }
  for (const file of input) requireFile('input', file);
  requireFile('expectation', expect);
  await compareWithTruth(weights, { ...flags, expect }, context);
}

async function compareTwo(
  a: string,
  b: string,
  { tolerance = 0 }: ParityFlags,
  context: Context,
): Promise<void> {
  requireWeightsPath(b);
  const left = await readWeights(a);
  const right = await readWeights(b);
  const { shared, counters } = withoutLoneCounters(
    inNetworkOrder(left.tensors),
    inNetworkOrder(right.tensors),
  );
  if (counters > 0) {
    say(context, `left out: ${counters} counters of batches that one of the two alone has`);
  }
  differingFacts(runFactsOf(left.metadata), runFactsOf(right.metadata)).forEach(([ours, theirs]) =>
    say(context, `${a} says ${ours.words} ${ours.value}, ${b} ${theirs.value}`),
  );
  const comparison = compareCheckpoints(...shared, { tolerance });
  const passed = comparison.departures === 0;
  if (context.json) writeJson(context, { a, b, tolerance, ...comparison, passed });
  else context.stdout.write(checkpointLines(comparison));
  if (!passed) throw failed(`${a} and ${b} differ in ${comparison.departures} tensors`);
}

/**
 * The tensors in the order in which the network uses them, so that the first to differ is where to
 * look; as they are, if they belong to no MobileNeXt.
 */
function inNetworkOrder(tensors: TensorMap): TensorMap {
  try {
    const { width, numClasses } = describeCheckpoint(tensors);
    return fitToNetwork(tensors, stateDict(mobileNeXt({ width, numClasses }))).tensors;
  } catch (error) {
    if (error instanceof ConverterError) return tensors;
    throw error;
  }
}

async function compareWithTruth(
  path: string,
  flags: ParityFlags & { readonly expect: string },
  context: Context,
): Promise<void> {
  const { identityMultiplier, strides, backend, tolerance = LOGITS_TOLERANCE, maxRatio } = flags;
  const weights = await openWeights(path, { identityMultiplier, strides });
  const { network, arrays } = weights;
  const inputs = await readInputs(flags.input);
  const expected = (await readCheckpoint(flags.expect)).tensors;
  const query = {
    inputs,
    expected,
    numClasses: network.classifier.numClasses,
    identityMultiplier,
    strides,
    names: flags.case,
  };
  const caseFile = flags.cases ?? caseFileBeside(flags.input[0]);
  const cases =
    caseFile === undefined
      ? casesByKey(query)
      : casesOfFile({ ...query, path: caseFile, weights: path, width: network.width });
  // What every case says itself is nobody's guess.
  const about = (['strides', 'identityMultiplier'] as const).filter((question) =>
    cases.some((each) => each[question] === undefined),
  );
  weightsNotes(path, weights, about).forEach((note) => say(context, note));

  const engine = await openEngine(backend, network, arrays);
  const { signal } = context;
  const check = { network, engine, cases, inputs, expected, tolerance, maxRatio, signal };
  const results = await checkLogits(check).finally(() => engine.dispose());
  const passed = results.every((result) => result.passed);
  if (context.json) writeJson(context, { backend, tolerance, maxRatio, cases: results, passed });
  else context.stdout.write(logitsTable(results, { backend, tolerance, maxRatio }));
  if (passed) return;
  const names = results.filter((result) => !result.passed).map(({ name }) => name);
  throw failed(`not reached by ${names.join(', ')} on ${backend}`);
}

/** The tensors of all files; a key that several have is the last one's. */
async function readInputs(paths: readonly string[]): Promise<TensorMap> {
  const checkpoints = await Promise.all(paths.map((path) => readCheckpoint(path)));
  return new Map(checkpoints.flatMap(({ tensors }) => [...tensors]));
}

function caseFileBeside(input: string): string | undefined {
  const path = join(dirname(input), 'cases.json');
  return existsSync(path) ? path : undefined;
}
