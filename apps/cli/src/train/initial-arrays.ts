import { arraysFromTensors, readCheckpoint } from '@mobilenext/converter';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { type Arrays, initialize } from '@mobilenext/nn';
import { requireFile } from '../files/require.js';
import { type Context, say } from '../frame/context.js';

/**
 * Weights to start from: those of a checkpoint, with a new classifier where it has other classes.
 *
 * @throws {CliError} `NOT_FOUND`; ConverterError if the checkpoint does not fit the network.
 */
export async function initialArrays(
  path: string,
  network: MobileNeXt,
  { seed, context }: { readonly seed: number; readonly context: Context },
): Promise<Arrays> {
  requireFile('checkpoint', path);
  const { tensors } = await readCheckpoint(path);
  const { key, numClasses } = network.classifier;
  const has = [...tensors].find(([name]) => name.endsWith(`${key}.bias`))?.[1].shape[0];
  const resetClassifier = has !== numClasses;
  if (resetClassifier) {
    say(context, `${path} has ${has ?? 'no'} classes, the data ${numClasses}: a new classifier`);
  }
  const loaded = arraysFromTensors(network, tensors, { resetClassifier });
  return new Map([...initialize(network, { seed }), ...loaded]);
}
