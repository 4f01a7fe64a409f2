import type { Contender } from '../contender/contender.js';

type Runner = Pick<Contender, 'run'>;

/**
 * Contenders that run at the same time, as one: the milliseconds of each of `count` runs are those
 * from the start of all to the end of the last, over all their runs, for the one that is done first
 * leaves the others alone.
 */
export function team(members: readonly Runner[], now = () => performance.now()): Runner {
  return {
    run: async (count) => {
      const started = now();
      await Promise.all(members.map(({ run }) => run(count)));
      const ms = (now() - started) / (count * members.length);
      return Array.from({ length: count }, () => ms);
    },
  };
}
