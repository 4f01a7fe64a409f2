import { createHash } from 'node:crypto';
import { multiplyAdds, stateDict } from '@mobilenext/core';
import type { MobileNeXt } from '../src/index.js';

/** [key, shape, parameter or buffer] of each entry of the state_dict. */
export const stateRows = (network: MobileNeXt) =>
  stateDict(network).map(({ key, shape, kind }) => [key, shape, kind] as const);

/** [layer, multiply-adds, output shape] of each layer for a square picture. */
export const layerRows = (network: MobileNeXt, side: number) =>
  multiplyAdds(network, { height: side, width: side }).layers.map(
    ({ key, multiplyAdds: cost, outputShape }) => [key, cost, outputShape] as const,
  );

/** [kind, input channels, hidden channels, output channels, stride, has an identity]. */
export const blockRows = ({ blocks }: MobileNeXt) =>
  blocks.map(
    ({ kind, inChannels, hiddenChannels, outChannels, stride, identityChannels }) =>
      [kind, inChannels, hiddenChannels, outChannels, stride, identityChannels > 0] as const,
  );

/** SHA-256 of rows as JSON without white space, in hexadecimal digits. */
export const digest = (rows: unknown): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('hex');
