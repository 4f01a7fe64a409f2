import { arraysFromTensors, readCheckpoint } from '@mobilenext/converter';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { type Arrays, initialize } from '@mobilenext/nn';
import { requireFile } from '../files/require.js';
import { type Context, say } from '../frame/context.js';
import { weightsPath } from '../weights/weights-path.js';

/**
 * Weights to start from: those of a checkpoint, with a new classifier where it has other classes.
 *
 * @throws {CliError} `NOT_FOUND`; ConverterError if the checkpoint does not fit the network.
 */
export async function initialArrays(
  given: string,
  network: MobileNeXt,
  options: {
    readonly seed: number;
    readonly context: Context;
    /** Start with what is there. */
    readonly partial: boolean;
    /** Start the classifier anew though it would fit. */
    readonly resetClassifier: boolean;
  },
): Promise<Arrays> {
  const path = await weightsPath(given, options.context);
  requireFile('checkpoint', path);
  const { tensors } = await readCheckpoint(path);
  const { key, numClasses } = network.classifier;
  const has = [...tensors].find(([name]) => name.endsWith(`${key}.bias`))?.[1].shape[0];
  const { seed, context, partial } = options;
  const resetClassifier = options.resetClassifier || has !== numClasses;
  if (has !== numClasses) {
    say(context, `${path} has ${has ?? 'no'} classes, the data ${numClasses}: a new classifier`);
  }
  const loaded = arraysFromTensors(network, tensors, { partial, resetClassifier });
  return new Map([...initialize(network, { seed }), ...loaded]);
}
