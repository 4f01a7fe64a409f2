import type { StridesName } from '@mobilenext/mobilenext';
import type { EngineName } from '../network/engine.js';

/** What was typed behind `parity` and its checkpoints. */
export interface ParityFlags {
  readonly input: readonly string[];
  readonly expect?: string;
  readonly cases?: string;
  readonly case: readonly string[];
  readonly tolerance?: number;
  readonly maxRatio: number;
  readonly backend: EngineName;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
}

/** Largest relative error of logits that passes, unless given. */
export const LOGITS_TOLERANCE = 1e-4;
