import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCheckpoint } from '@mobilenext/converter';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, failed } from '../frame/errors.js';
import { requireFile } from '../files/require.js';
import { openWeights } from '../network/open-weights.js';
import { requireWeightsPath } from '../network/read-weights.js';
import { weightsNotes } from '../network/weights-notes.js';
import { weightsPath } from '../weights/weights-path.js';
import { openEngine } from '../network/engine.js';
import { casesOfFile } from './case-file.js';
import { casesByKey } from './cases.js';
import { checkLogits } from './check-logits.js';
import { compareTwo } from './compare-two.js';
import { LOGITS_TOLERANCE, type ParityFlags } from './flags.js';
import { readInputs } from './read-inputs.js';
import { logitsTable } from './report.js';
import { hintForTruth } from './rounding-hint.js';

/** `parity WEIGHTS --input --expect` or `parity A B`. @throws {CliError} `FAILED` when they differ. */
export async function runParity(
  [a, b]: readonly string[],
  flags: ParityFlags,
  context: Context,
): Promise<void> {
  const weights = await weightsPath(a, context);
  requireWeightsPath(weights);
  if (b !== undefined) {
    if (flags.expect !== undefined) {
      throw badCall('give either OTHER, a second checkpoint, or --expect, true logits, not both');
    }
    return compareTwo([weights, await weightsPath(b, context)], flags, context);
  }
  const { input, expect } = flags;
  if (input.length === 0 || expect === undefined) {
    throw badCall(
      'nothing to compare with: give OTHER, a second checkpoint, or --input with pictures and --expect with their true logits',
    );
  }
  requireFile('expectation', expect);
  await compareWithTruth(weights, { ...flags, expect }, context);
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
  const missed = results.filter((result) => !result.passed);
  const names = missed.map(({ name }) => name).join(', ');
  const hint = hintForTruth(path, weights.checkpoint.tensors, missed, maxRatio);
  throw failed(`not reached by ${names} on ${backend}${hint}`);
}

function caseFileBeside(input: string): string | undefined {
  const path = join(dirname(input), 'cases.json');
  return existsSync(path) ? path : undefined;
}
