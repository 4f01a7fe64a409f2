/** A run shorter than this is repeated until it is as long: clocks are coarse. */
const SHORTEST_MS = 1;
/** Engines compile in stages; so long a warm-up sees the last of them. */
const WARM_MS = 50;

/**
 * The shortest time of each call over interleaved rounds, in milliseconds a run.
 *
 * @param now a clock in milliseconds.
 */
export function fastest(
  calls: readonly (() => void)[],
  rounds: number,
  now: () => number = () => performance.now(),
): readonly number[] {
  const timed = calls.map((run) => ({ run, repeats: warmRepeats(run, now), best: Infinity }));
  for (let round = 0; round < rounds; round++) {
    for (const call of timed) {
      const started = now();
      for (let i = 0; i < call.repeats; i++) call.run();
      call.best = Math.min(call.best, (now() - started) / call.repeats);
    }
  }
  return timed.map(({ best }) => best);
}

/** Warms a call up; gives how many runs make up a time that can be measured. */
function warmRepeats(run: () => void, now: () => number): number {
  const started = now();
  let runs = 0;
  let shortest = Infinity;
  while (runs < 3 || now() - started < WARM_MS) {
    const before = now();
    run();
    shortest = Math.min(shortest, now() - before);
    runs++;
  }
  return Math.max(1, Math.ceil(SHORTEST_MS / Math.max(shortest, 1e-3)));
}
