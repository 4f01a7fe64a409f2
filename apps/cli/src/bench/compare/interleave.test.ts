import { describe, expect, it } from '@jest/globals';
import { interleave } from './interleave.js';

/** Runs that take `ms` and are noted under a name. */
function runner(name: string, ms: number, log: string[]) {
  return {
    run: (count: number) => {
      log.push(`${name}${count}`);
      return Promise.resolve(Array.from({ length: count }, () => ms));
    },
  };
}

const effort = { rounds: 3, roundMs: 400 };

describe('interleave', () => {
  it('lets each round begin with another contender', async () => {
    const log: string[] = [];
    await interleave([runner('a', 400, log), runner('b', 400, log)], effort);
    expect(log.slice(-6)).toEqual(['a1', 'b1', 'b1', 'a1', 'a1', 'b1']);
  });

  it('fills a round with as many runs as it has room for, and keeps the warm-up out', async () => {
    const log: string[] = [];
    const [fast, slow] = await interleave([runner('f', 100, log), runner('s', 5000, log)], effort);
    expect(fast).toEqual({ rounds: [1, 2, 3].map(() => [100, 100, 100, 100]) });
    expect(slow).toEqual({ rounds: [[5000], [5000], [5000]] });
  });

  it('goes on without a contender that fails', async () => {
    const log: string[] = [];
    const error = new Error('gone');
    let calls = 0;
    const failing = {
      run: (count: number) =>
        ++calls > 4 ? Promise.reject(error) : runner('x', 400, log).run(count),
    };
    const timings = await interleave([failing, runner('b', 400, log)], effort);
    expect(timings).toEqual([{ error }, { rounds: [[400], [400], [400]] }]);
    expect(calls).toBe(5);
  });

  it('tells of each round', async () => {
    const done: number[] = [];
    await interleave([runner('a', 400, [])], effort, (round) => done.push(round));
    expect(done).toEqual([1, 2, 3]);
  });
});
