/** One way to explain what is seen, and how badly it does. */
export interface Explanation<T> {
  /** Several explanations may give the same answer. */
  readonly answer: T;
  /** In natural logarithms: the log of a distance, or less the log of a likelihood. */
  readonly cost: number;
}

export interface Decision<T> {
  readonly answer: T;
  /** The next best answer; absent where there is no other. */
  readonly rival?: T;
  /** How many times worse the rival explains what is seen; infinite without one. */
  readonly margin: number;
  readonly clear: boolean;
}

/**
 * The answer of the explanation that costs least.
 *
 * @param clearFrom the margin from which the answer is clear.
 * @throws {RangeError} if there is nothing to choose from.
 */
export function decide<T>(explanations: readonly Explanation<T>[], clearFrom: number): Decision<T> {
  if (explanations.length === 0) throw new RangeError('there is nothing to decide between');
  const ranked = [...explanations].sort((a, b) => {
    const [first, second] = [comparable(a.cost), comparable(b.cost)];
    return first === second ? 0 : first - second;
  });
  const [best] = ranked;
  const rival = ranked.find(({ answer }) => answer !== best.answer);
  const margin = rival ? Math.exp(rival.cost - best.cost) : Number.POSITIVE_INFINITY;
  // Not-a-number compares with nothing: damaged weights give no clear answer.
  return { answer: best.answer, rival: rival?.answer, margin, clear: margin >= clearFrom };
}

/**
 * What decisions under several assumptions, of which one holds, tell together: their answer, as clear
 * as the least clear of them, or nothing where they differ.
 *
 * @throws {RangeError} if there are none.
 */
export function agree<T>(decisions: readonly Decision<T>[]): Decision<T> {
  if (decisions.length === 0) throw new RangeError('there is nothing to agree on');
  const [first] = decisions;
  const other = decisions.find(({ answer }) => answer !== first.answer);
  if (other) return { answer: first.answer, rival: other.answer, margin: 1, clear: false };
  const unclear = decisions.filter(({ clear }) => !clear);
  return leastClear(unclear.length > 0 ? unclear : decisions);
}

const leastClear = <T>(decisions: readonly Decision<T>[]): Decision<T> =>
  decisions.reduce((least, each) => (each.margin < least.margin ? each : least));

/** What is no number would leave the order of all others to chance. */
const comparable = (cost: number): number => (Number.isNaN(cost) ? Number.POSITIVE_INFINITY : cost);
