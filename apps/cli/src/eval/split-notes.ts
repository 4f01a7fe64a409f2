import { basename } from 'node:path';
import type { Dataset } from '@mobilenext/imagenet';

/** Lines about pictures that may be others than the reader believes. */
export function splitNotes(
  { name, split }: Pick<Dataset, 'name' | 'split'>,
  options: {
    /** The split asked for; null where a list names the pictures. */
    readonly asked: string | null;
    /** Whether our trainer made the weights, perhaps from this folder. */
    readonly isOwn: boolean;
  },
): readonly string[] {
  const { asked, isOwn } = options;
  if (asked === null) return [];
  if (split !== null) return split === asked ? [] : [`${asked} is called ${split} here`];
  // Who names the folder of a split, as in `eval WEIGHTS --data photos/test`, has chosen.
  const isChosen = /^(val|validation|test|eval)\b/.test(basename(name));
  if (!isOwn || isChosen) return [];
  return [`${name} has no test split: these may be the pictures that the weights were trained on`];
}
