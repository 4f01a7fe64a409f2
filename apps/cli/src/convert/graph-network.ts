import { holdsGraph, type WrittenFormat } from '@mobilenext/converter';
import { type MobileNeXt, mobileNeXt, type NetworkFacts } from '@mobilenext/mobilenext';
import { badCall } from '../frame/errors.js';
import { defined } from '../network/found-network.js';

/**
 * The network of a checkpoint, with what is known beside its shapes. A format that holds the graph
 * needs strides and identity multiplier, for a wrong one would load silently; for the others the
 * usual ones will do to compare logits.
 *
 * @throws {CliError} `USAGE` naming the flags that are missing.
 */
export function graphNetwork(
  shapes: { readonly width: number; readonly numClasses: number },
  { strides, identityMultiplier }: NetworkFacts,
  format: WrittenFormat,
): MobileNeXt {
  const known = defined({ strides, identityMultiplier });
  const missing = Object.entries(FLAGS).filter(([name]) => !(name in known));
  if (holdsGraph(format) && missing.length > 0) {
    const flags = missing.map(([, flag]) => flag).join(' and ');
    throw badCall(
      `${format} holds the graph, of which weights tell neither strides nor identity multiplier: give ${flags}, or --detect pictures`,
    );
  }
  return mobileNeXt({ ...shapes, ...known });
}

const FLAGS: Readonly<Record<'strides' | 'identityMultiplier', string>> = {
  strides: '--strides imagenet (or small)',
  identityMultiplier: '--identity-multiplier 1 (or what it was trained with)',
};
