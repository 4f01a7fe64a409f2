import type { FoundNetwork } from './found-network.js';
import { leftOutNotes } from './left-out-notes.js';
import { type Question, QUESTIONS, TAKEN } from './questions.js';

/**
 * Lines about what flags overrule of a checkpoint, what it does not say and what of it is left out; none for one that says
 * all, and for a variant's name.
 *
 * @param about the questions that matter to the command.
 */
export function weightsNotes(
  path: string,
  {
    assumed,
    overruled = [],
    unexpected,
  }: Pick<FoundNetwork, 'assumed' | 'overruled' | 'unexpected'>,
  about: readonly Question[],
): readonly string[] {
  const open = assumed.filter((question) => about.includes(question));
  return [
    ...overruled,
    ...(open.length > 0 ? [assumptionNote(path, open)] : []),
    ...leftOutNotes(unexpected),
  ];
}

function assumptionNote(path: string, open: readonly Question[]): string {
  const words = inWords(open.map((question) => QUESTIONS[question].words));
  const taken = inWords(open.map((question) => String(TAKEN[question])));
  const flags = inWords(open.map((question) => QUESTIONS[question].flag));
  return `${path} does not say its ${words}: taking ${taken}; give ${flags}, or let \`mobilenext convert --crop SIZE --detect PICTURES\` find out`;
}

/** `a`, `a and b`, `a, b and c`. */
const inWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
