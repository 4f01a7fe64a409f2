/** More keys than these are not read to their end. */
const LISTED = 5;

/** `a, b, c, d, e and 7 more`. */
export function listed(keys: readonly string[]): string {
  const more = keys.length > LISTED ? ` and ${keys.length - LISTED} more` : '';
  return `${keys.slice(0, LISTED).join(', ')}${more}`;
}

/** The line about keys of a checkpoint that its network does not have; none where there are none. */
export function leftOutNotes(unexpected: readonly string[]): readonly string[] {
  const others = unexpected.filter((key) => !key.startsWith(OPTIMIZER));
  const state = unexpected.length - others.length;
  return [
    ...(state > 0
      ? [`left out: ${state} tensors of the optimizer, which training goes on with`]
      : []),
    ...(others.length > 0
      ? [`left out, as the network does not have them: ${listed(others)}`]
      : []),
  ];
}

/** What keys of our trainer's state begin with. */
const OPTIMIZER = 'optimizer.';
