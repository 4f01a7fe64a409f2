import type { Network } from '@mobilenext/nn';
import type { SgdConfig } from './sgd.js';

/**
 * Which parameters decay. Batch norm and the classifier's bias do not, unless the group is `all`.
 *
 * Differs: upstream PaddleClas groups parameters in a way that decays nothing at all.
 */
export function decayedKeys(
  network: Network,
  group: SgdConfig['decayGroup'],
): (key: string) => boolean {
  if (group === 'all') return () => true;
  const units = network.chains.flatMap((chain) => chain.units);
  const layers = [...units.map((unit) => unit.convolutionKey), network.classifier.key];
  const weights = new Set(layers.map((layer) => `${layer}.weight`));
  return (key) => weights.has(key);
}
