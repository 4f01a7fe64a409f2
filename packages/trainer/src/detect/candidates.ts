import type { Normalization, Preprocessing } from '@mobilenext/imagenet';
import type { Network } from '@mobilenext/nn';

/** Strides, by their name, together with the pictures that they may have been used on. */
export interface GeometryCandidate<Strides extends string = string> {
  readonly strides: Strides;
  readonly preprocessing: Preprocessing;
}

/** How values may have been brought to a network. */
export interface InputCandidate
  extends Required<Pick<Normalization, 'mean' | 'std' | 'channelOrder'>> {
  /** Its name. */
  readonly normalization: string;
}

/**
 * All ways in which a network may have been trained: any of each list with any of the others. That
 * of MobileNeXt is `detectionCandidates` of `@mobilenext/mobilenext`.
 */
export interface DetectionCandidates<Strides extends string = string> {
  /** The usual size of each strides first. */
  readonly geometries: readonly GeometryCandidate<Strides>[];
  readonly inputs: readonly InputCandidate[];
  readonly identityMultipliers: readonly number[];
  /** The network under one of them; the weights fit each. */
  readonly networkOf: (settings: {
    readonly strides: Strides;
    readonly identityMultiplier: number;
  }) => Network;
}

/** A preprocessing with other constants. */
export function withInput(
  preprocessing: Preprocessing,
  { mean, std, channelOrder }: InputCandidate,
): Preprocessing {
  const { channelOrder: _, ...rest } = preprocessing;
  return { ...rest, mean, std, ...(channelOrder === 'bgr' && { channelOrder }) };
}
