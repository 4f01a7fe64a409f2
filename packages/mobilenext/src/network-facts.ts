import type { MobileNeXt } from './mobilenext.js';
import type { Preprocessing } from './preprocessing.js';
import { STRIDES, type Strides, type StridesName } from './stages.js';

/**
 * What leaves no trace in the shapes of a checkpoint, as far as it is known. A converted file has it
 * as JSON under {@link NETWORK_FACTS_KEY} of its metadata.
 */
export interface NetworkFacts {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
  readonly preprocessing?: Preprocessing;
}

/** Key in a checkpoint's metadata. */
export const NETWORK_FACTS_KEY = 'mobilenext.network';

/**
 * Facts out of a checkpoint's metadata; none where nothing was written. What is damaged, or written
 * by a later version in another way, counts as not known. `preprocessing` is not looked into.
 */
export function networkFactsOf(metadata: Readonly<Record<string, string>>): NetworkFacts {
  const { strides, identityMultiplier, preprocessing } = parse(metadata[NETWORK_FACTS_KEY]);
  return {
    ...(isStridesName(strides) && { strides }),
    ...(isMultiplier(identityMultiplier) && { identityMultiplier }),
    ...(isObject(preprocessing) && { preprocessing: preprocessing as Preprocessing }),
  };
}

/** Facts as the metadata that {@link networkFactsOf} reads; nothing where nothing is known. */
export const networkFactsMetadata = (facts: NetworkFacts): Readonly<Record<string, string>> =>
  Object.keys(facts).length > 0 ? { [NETWORK_FACTS_KEY]: JSON.stringify(facts) } : {};

/** What a network's record says of itself. Of strides of one's own, which have no name, nothing. */
export function factsOfNetwork({
  strides,
  identityMultiplier,
}: Pick<MobileNeXt, 'strides' | 'identityMultiplier'>): NetworkFacts {
  const names = Object.keys(STRIDES) as StridesName[];
  const name = names.find((each) => textOf(STRIDES[each]) === textOf(strides));
  return { ...(name && { strides: name }), identityMultiplier };
}

const textOf = ({ stem, stages }: Strides): string => [stem, ...stages].join();

function parse(text = '{}'): { readonly [Name in keyof NetworkFacts]?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isStridesName = (value: unknown): value is StridesName =>
  typeof value === 'string' && Object.hasOwn(STRIDES, value);

const isMultiplier = (value: unknown): value is number => typeof value === 'number' && value >= 1;
