import {
  IMAGENET_224,
  mobileNeXt,
  SMALL_32,
  type Summary,
  summarize,
} from '@mobilenext/mobilenext';
import type { Facts, Report } from '../protocol.js';

/** A network's figures, and what had to be assumed to give them. */
export interface AssumedSummary {
  readonly summary: Summary;
  /** `strides imagenet`, ... */
  readonly assumed: readonly string[];
}

/** The summary of a report's network; undefined if it is another's. The usual facts fill the gaps. */
export function summaryOf(
  { network, saved }: Pick<Report, 'network' | 'saved'>,
  { strides, identityMultiplier }: Facts,
): AssumedSummary | undefined {
  if ('problem' in network) return undefined;
  const { width, numClasses } = network;
  const record = mobileNeXt({ width, numClasses, strides, identityMultiplier });
  const size = sizeOf(saved) ?? (strides === 'small' ? SMALL_32 : IMAGENET_224).size;
  return {
    summary: summarize(record, { variant: null, input: { height: size, width: size } }),
    assumed: [
      ...(strides === undefined ? ['strides imagenet'] : []),
      ...(identityMultiplier === undefined ? ['identity multiplier 1'] : []),
    ],
  };
}

/** Side of the pictures, where the metadata give one that can be. */
function sizeOf({ preprocessing }: Report['saved']): number | undefined {
  const size = preprocessing?.size;
  return Number.isInteger(size) && Number(size) > 0 ? size : undefined;
}
