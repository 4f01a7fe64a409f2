import type { NetworkFacts } from '@mobilenext/mobilenext';

/** The line about what is known of a network and has no place in the file; none if nothing is. */
export function droppedNotes(output: string, facts: NetworkFacts): readonly string[] {
  const { strides, identityMultiplier, preprocessing } = facts;
  const known = [
    ...(strides === undefined ? [] : [`strides ${strides}`]),
    ...(identityMultiplier === undefined ? [] : [`identity multiplier ${identityMultiplier}`]),
    ...(preprocessing ? [`preprocessing for ${preprocessing.size} pixels`] : []),
  ];
  if (known.length === 0) return [];
  return [`${output} has no place for ${known.join(', ')}: note them, or write .safetensors`];
}
