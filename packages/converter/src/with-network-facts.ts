import type { Network } from '@mobilenext/core';
import {
  factsOfNetwork,
  type MobileNeXt,
  networkFactsMetadata,
  networkFactsOf,
} from '@mobilenext/mobilenext';
import type { Checkpoint } from './checkpoint.js';

/**
 * Metadata, and in them the strides and the identity multiplier of the network whose parameters are
 * written, in place of others that they may have said. Without a MobileNeXt they stay what they are.
 */
export function withNetworkFacts(
  metadata: Checkpoint['metadata'],
  network: Network | undefined,
): Checkpoint['metadata'] {
  if (!network || !isMobileNeXt(network)) return metadata;
  const { preprocessing } = networkFactsOf(metadata);
  const facts = { ...factsOfNetwork(network), ...(preprocessing && { preprocessing }) };
  return { ...metadata, ...networkFactsMetadata(facts) };
}

const isMobileNeXt = (network: Network): network is MobileNeXt =>
  'strides' in network && 'identityMultiplier' in network;
