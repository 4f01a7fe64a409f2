import {
  type Checkpoint,
  compareTensors,
  ConverterError,
  describeCheckpoint,
  fitToNetwork,
  foldTensors,
  type TensorMap,
  withoutLoneCounters,
} from '@mobilenext/converter';
import { mobileNeXt, runFactsOf } from '@mobilenext/mobilenext';
import { type Context, say, writeJson } from '../frame/context.js';
import { failed } from '../frame/errors.js';
import { unnamedFact } from '../network/check-graph-facts.js';
import { differingFacts } from '../network/facts-in-words.js';
import { defined } from '../network/found-network.js';
import { type Weights, weightsOf } from '../network/open-weights.js';
import { readWeights, requireWeightsPath } from '../network/read-weights.js';
import { logitsOfTwo, type TwoLogits } from './logits-of-two.js';
import { readInputs } from './read-inputs.js';
import { checkpointLines, logitsLine } from './report.js';
import { hintForTwo } from './rounding-hint.js';
import { LOGITS_TOLERANCE, type ParityFlags } from './flags.js';

type Pair<T> = readonly [T, T];

/**
 * `parity A B`: tensor by tensor, then the logits that both give for pictures.
 *
 * @throws {CliError} `FAILED` when they differ in either.
 */
export async function compareTwo(
  paths: Pair<string>,
  flags: ParityFlags,
  context: Context,
): Promise<void> {
  const [a, b] = paths;
  const { signal } = context;
  requireWeightsPath(b);
  const input = flags.input.length > 0 ? await readInputs(flags.input) : undefined;
  const left = await readWeights(a, { signal });
  const right = await readWeights(b, { signal });
  const networks = networksOf(paths, [left, right], flags);
  const tensors = networks && foldedAlike(paths, [left, right], networks, context);
  const { shared, counters } = withoutLoneCounters(
    ...(tensors ?? ([inNetworkOrder(left.tensors), inNetworkOrder(right.tensors)] as const)),
  );
  if (counters > 0) {
    say(context, `left out: ${counters} counters of batches that one of the two alone has`);
  }
  const facts = differingFacts(runFactsOf(left.metadata), runFactsOf(right.metadata));
  facts.forEach(([ours, theirs]) =>
    say(context, `${a} says ${ours.words} ${ours.value}, ${b} ${theirs.value}`),
  );
  const { tolerance = 0 } = flags;
  const comparison = compareTensors(...shared, { tolerance });
  const logits = networks && (await logitsOfTwo(networks, input, { ...flags, signal }));
  const differences = [
    ...(comparison.departures > 0 ? [`${comparison.departures} tensors`] : []),
    ...(logits && !isNear(logits, flags) ? ['their logits'] : []),
  ];
  const passed = differences.length === 0;
  if (context.json) {
    writeJson(context, { a, b, tolerance, ...comparison, logits: logits ?? null, passed });
  } else {
    context.stdout.write(checkpointLines(comparison) + (logits ? logitsLine(logits) : ''));
  }
  if (passed) return;
  const named = [
    [a, left.tensors],
    [b, right.tensors],
  ] as const;
  // Of other facts logits differ for another reason.
  const hint = logits && facts.length === 0 ? hintForTwo(named, { comparison, logits }) : '';
  throw failed(`${a} and ${b} differ in ${differences.join(' and ')}${hint}`);
}

const isNear = (
  { relativeError }: TwoLogits,
  { tolerance = LOGITS_TOLERANCE }: ParityFlags,
): boolean => relativeError <= tolerance;

/**
 * Both with their networks, where they are MobileNeXts of the same shapes that run here. What one
 * alone says of its network is taken for both: many formats have no place for it.
 */
function networksOf(
  [a, b]: Pair<string>,
  [left, right]: Pair<Checkpoint>,
  { strides, identityMultiplier }: ParityFlags,
): Pair<Weights> | undefined {
  if (unnamedFact(left) ?? unnamedFact(right)) return undefined;
  const typed = defined({ strides, identityMultiplier });
  const ofOther = (other: Checkpoint, own: Checkpoint) => {
    const { strides, identityMultiplier } = {
      ...runFactsOf(other.metadata),
      ...runFactsOf(own.metadata),
    };
    return { ...defined({ strides, identityMultiplier }), ...typed };
  };
  try {
    const pair = [
      weightsOf(a, left, ofOther(right, left)),
      weightsOf(b, right, ofOther(left, right)),
    ] as const;
    const [first, second] = pair.map(({ network }) => network);
    const isSame =
      first.width === second.width && first.classifier.numClasses === second.classifier.numClasses;
    return isSame ? pair : undefined;
  } catch (error) {
    if (error instanceof ConverterError) return undefined;
    throw error;
  }
}

/** Both with their batch norms folded, where one of the two alone has them so; else undefined. */
function foldedAlike(
  [a, b]: Pair<string>,
  [left, right]: Pair<Checkpoint>,
  [{ network }]: Pair<Weights>,
  context: Context,
): Pair<TensorMap> | undefined {
  const isFolded = ({ metadata }: Checkpoint): boolean => metadata.batch_norm === 'folded';
  if (isFolded(left) === isFolded(right)) return undefined;
  const [folded, other] = isFolded(left) ? [a, b] : [b, a];
  say(context, `the batch norms of ${folded} are folded, and so are those of ${other} to compare`);
  return [foldTensors(network, left.tensors), foldTensors(network, right.tensors)];
}

/**
 * The tensors in the order in which the network uses them, so that the first to differ is where to
 * look; as they are, if they belong to no MobileNeXt.
 */
function inNetworkOrder(tensors: TensorMap): TensorMap {
  try {
    const { width, numClasses } = describeCheckpoint(tensors);
    return fitToNetwork(tensors, mobileNeXt({ width, numClasses })).tensors;
  } catch (error) {
    if (error instanceof ConverterError) return tensors;
    throw error;
  }
}
