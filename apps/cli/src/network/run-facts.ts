import type { Preprocessing, StridesName } from '@mobilenext/mobilenext';

/** What our trainer writes beside the tensors, as far as it is there. */
export interface RunFacts {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
  readonly preprocessing?: Preprocessing;
  readonly classes?: readonly string[];
}

export function runFactsOf(_metadata: Readonly<Record<string, string>>): RunFacts {
  return {};
}
