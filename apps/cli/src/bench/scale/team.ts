import type { Contender } from '../contender/contender.js';

type Runner = Pick<Contender, 'run'>;

/**
 * Contenders that run at the same time, as one: the milliseconds of a run are those in which one of
 * them was done somewhere, so that the rates of the members add up.
 */
export function team(members: readonly Runner[]): Runner {
  return {
    run: async (count) => {
      const times = await Promise.all(members.map(({ run }) => run(count)));
      return Array.from({ length: count }, (_, i) => {
        const runsAMs = times.reduce((sum, ms) => sum + 1 / ms[i], 0);
        return 1 / runsAMs;
      });
    },
  };
}
