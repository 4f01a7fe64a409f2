import { fitToNetwork, type TensorMap, toArrays } from '@mobilenext/converter';
import { stateDict } from '@mobilenext/core';
import { type MobileNeXt, runFactsOf } from '@mobilenext/mobilenext';
import { type Arrays, initialize } from '@mobilenext/nn';
import { type Context, say } from '../frame/context.js';
import { leftOutNotes, listed } from '../network/left-out-notes.js';
import { readWeights } from '../network/read-weights.js';

export interface InitialOptions {
  readonly seed: number;
  readonly context: Pick<Context, 'stderr'>;
  /** Start with what is there. */
  readonly partial: boolean;
  /** Start the classifier anew though it would fit. */
  readonly resetClassifier: boolean;
}

/**
 * Weights to start from: those of a checkpoint, with a new classifier where it has other classes.
 * What starts anew, what is left out and what the checkpoint was trained with otherwise is said.
 *
 * @throws {CliError} `NOT_FOUND`; ConverterError if the checkpoint does not fit the network.
 */
export async function initialArrays(
  path: string,
  network: MobileNeXt,
  { seed, context, partial, ...options }: InitialOptions,
): Promise<Arrays> {
  const { tensors, metadata } = await readWeights(path);
  const classes = classesOf(tensors, network);
  const { numClasses } = network.classifier;
  const resetClassifier = options.resetClassifier || classes !== numClasses;
  const fit = fitToNetwork(tensors, stateDict(network), { partial, resetClassifier });

  if (classes !== numClasses) {
    say(
      context,
      `${path} has ${classes ?? 'no'} classes, the data ${numClasses}: a new classifier`,
    );
  }
  const anew = withoutCounters(fit.missing, network);
  if (anew.length > 0) say(context, `start anew: ${listed(anew)}`);
  leftOutNotes(fit.unexpected).forEach((note) => say(context, note));
  const saved = runFactsOf(metadata).identityMultiplier;
  if (saved !== undefined && saved !== network.identityMultiplier) {
    const flag = `--set identityMultiplier=${saved}`;
    say(context, `${path} was trained with identity multiplier ${saved}: ${flag} keeps it`);
  }
  return new Map([...initialize(network, { seed }), ...toArrays(fit.tensors)]);
}

/** Rows of the classifier, whatever prefix its key has; undefined if there is none. */
const classesOf = (tensors: TensorMap, { classifier }: MobileNeXt): number | undefined =>
  [...tensors].find(([key]) => key.endsWith(`${classifier.key}.bias`))?.[1].shape[0];

/** Batch counts may always be missing, and change nothing. */
function withoutCounters(keys: readonly string[], network: MobileNeXt): readonly string[] {
  const missing = new Set(keys);
  return stateDict(network)
    .filter(({ key, role }) => missing.has(key) && role !== 'batchCount')
    .map(({ key }) => key);
}
