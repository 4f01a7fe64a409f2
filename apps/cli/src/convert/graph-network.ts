import {
  describeCheckpoint,
  holdsGraph,
  type Checkpoint,
  type TensorMap,
  type WrittenFormat,
} from '@mobilenext/converter';
import { type MobileNeXt, mobileNeXt } from '@mobilenext/mobilenext';
import { badCall } from '../frame/errors.js';
import { defined, type NetworkOverrides } from '../network/found-network.js';
import { runFactsOf } from '../network/run-facts.js';

/** What a checkpoint's shapes cannot tell, as the call gives it. */
export type GraphFacts = Pick<NetworkOverrides, 'identityMultiplier' | 'strides'>;

/**
 * The network of a checkpoint: width and classes from its shapes; strides and identity multiplier as
 * given, or as our trainer saved them. A format that holds the graph needs them, for a wrong one
 * would load silently; for the others the usual ones will do to compare logits.
 *
 * @throws {CliError} `USAGE` naming the flags that are missing.
 */
export function graphNetwork(
  tensors: TensorMap,
  metadata: Checkpoint['metadata'],
  given: GraphFacts,
  format: WrittenFormat,
): MobileNeXt {
  const { strides, identityMultiplier } = runFactsOf(metadata);
  const facts = { ...defined({ strides, identityMultiplier }), ...defined(given) };
  const missing = Object.entries(FLAGS).filter(([name]) => !(name in facts));
  if (holdsGraph(format) && missing.length > 0) {
    const flags = missing.map(([, flag]) => flag).join(' and ');
    throw badCall(
      `${format} holds the graph, of which weights tell neither strides nor identity multiplier: give ${flags}`,
    );
  }
  const { width, numClasses } = describeCheckpoint(tensors);
  return mobileNeXt({ ...facts, width, numClasses });
}

const FLAGS: Readonly<Record<keyof GraphFacts, string>> = {
  strides: '--strides imagenet (or small)',
  identityMultiplier: '--identity-multiplier 1 (or what it was trained with)',
};
