import type { RunFacts } from '@mobilenext/mobilenext';
import { factsText } from '../network/facts-in-words.js';

interface Dropped {
  readonly facts: RunFacts;
  /** What was typed about pictures, too little to be a preprocessing: `crop 192`. */
  readonly rules?: readonly string[];
  /** Of the input. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Lines about what is known of a network and has no place in the file; none if nothing is. */
export function droppedNotes(
  output: string,
  { facts: { classes, ...facts }, rules = [], metadata }: Dropped,
): readonly string[] {
  const known = [
    factsText(facts),
    ...rules,
    classes ? `the names of its ${classes.length} classes` : '',
  ].filter(Boolean);
  return [
    ...(known.length > 0
      ? [`${output} has no place for ${known.join(', ')}: note them, or write .safetensors`]
      : []),
    ...(metadata.batch_norm === 'folded'
      ? [
          `the input's batch norms are folded, and ${output} has no place to say so: their statistics are gone, so that it predicts, but is no start for a training`,
        ]
      : []),
  ];
}
