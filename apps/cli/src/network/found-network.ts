import type { MobileNeXt, Preprocessing, StridesName, VariantName } from '@mobilenext/mobilenext';
import type { Question } from './questions.js';

/** What may be changed in a named or saved network. */
export interface NetworkOverrides {
  readonly numClasses?: number;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
}

/** A network with what it wants pictures to look like. */
export interface FoundNetwork {
  readonly network: MobileNeXt;
  readonly variant: VariantName | null;
  readonly preprocessing: Preprocessing;
  /** Whether the file that it came from holds a running average of its weights as well. */
  readonly average?: boolean;
  /** What neither the name, nor the file, nor a flag said. */
  readonly assumed: readonly Question[];
  /** A line for each fact of the file that a flag overrules. */
  readonly overruled?: readonly string[];
  /** Keys of the file that the network does not have. */
  readonly unexpected: readonly string[];
}

/** Without the keys whose value is undefined, so that they cannot hide a default. */
export function defined<T extends object>(options: T): Partial<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
