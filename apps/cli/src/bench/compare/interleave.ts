import type { Contender } from '../contender/contender.js';
import type { Rounds } from './statistics.js';

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  /** What one contender runs in a round, in milliseconds; at least one run. */
  readonly roundMs: number;
}

/** The runs of a contender, or what kept it from finishing. */
export type Timing = { readonly rounds: Rounds } | { readonly error: unknown };

/** Engines compile in stages; half a second and three runs see the last of them. */
const WARM_RUNS = 3;
const WARM_MS = 500;
const MOST_RUNS_A_ROUND = 200;

/**
 * Times contenders in interleaved rounds, one at a time. Each round begins with another one. Who
 * fails drops out and the rest goes on.
 *
 * @param onRound called after each round with the number of those done.
 */
export async function interleave(
  contenders: readonly Pick<Contender, 'run'>[],
  { rounds, roundMs }: Effort,
  onRound: (done: number) => void = () => undefined,
): Promise<readonly Timing[]> {
  const racers = contenders.map((contender) => makeRacer(contender));
  for (const racer of racers) await racer.warmUp(roundMs);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < racers.length; turn++) {
      await racers[(round + turn) % racers.length].runRound();
    }
    onRound(round + 1);
  }
  return racers.map((racer) => racer.timing());
}

interface Racer {
  warmUp(roundMs: number): Promise<void>;
  runRound(): Promise<void>;
  timing(): Timing;
}

function makeRacer({ run }: Pick<Contender, 'run'>): Racer {
  const rounds: (readonly number[])[] = [];
  let runsARound = 1;
  let failure: { readonly error: unknown } | undefined;
  const unlessFailed = async (work: () => Promise<void>): Promise<void> => {
    if (failure) return;
    await work().catch((error: unknown) => {
      failure = { error };
    });
  };
  return {
    warmUp: (roundMs) =>
      unlessFailed(async () => {
        runsARound = runsFor(roundMs, await warm(run));
      }),
    runRound: () =>
      unlessFailed(async () => {
        rounds.push(await run(runsARound));
      }),
    timing: () => failure ?? { rounds },
  };
}

/** Runs until warm and gives the milliseconds of the last run. */
async function warm(run: Contender['run']): Promise<number> {
  let last = 0;
  for (let runs = 0, total = 0; runs < WARM_RUNS || total < WARM_MS; runs++) {
    [last] = await run(1);
    total += last;
  }
  return last;
}

const runsFor = (roundMs: number, ms: number): number =>
  Math.min(MOST_RUNS_A_ROUND, Math.max(1, Math.round(roundMs / Math.max(ms, 1e-3))));
