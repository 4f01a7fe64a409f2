import type { NormalizationName, StridesName } from '@mobilenext/mobilenext';

/** What was typed about the network; what was not is to be found out. */
export interface NetworkFlags {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
}

/** What was typed about its pictures. */
export interface PictureFlags {
  /** Side of the square that the network sees. */
  readonly crop?: number;
  readonly normalization?: NormalizationName;
  readonly channelOrder?: 'rgb' | 'bgr';
}
