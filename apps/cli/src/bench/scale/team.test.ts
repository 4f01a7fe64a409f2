import { describe, expect, it } from '@jest/globals';
import { team } from './team.js';

const taking = (...ms: number[]) => ({
  run: (count: number) => Promise.resolve(ms.slice(0, count)),
});

describe('team', () => {
  it('shares the time of all among all their runs', async () => {
    let clock = 100;
    const slow = {
      run: () => {
        clock += 12;
        return Promise.resolve([5, 5, 5]);
      },
    };
    const times = await team([taking(1, 1, 1), slow], () => clock).run(3);
    expect(times).toEqual([2, 2, 2]);
  });

  it('lets its members run at the same time', async () => {
    let running = 0;
    let most = 0;
    const member = {
      run: async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return [1];
      },
    };
    await team([member, member]).run(1);
    expect(most).toBe(2);
  });

  it('fails with a member', async () => {
    const dead = { run: () => Promise.reject(new Error('it ended')) };
    await expect(team([taking(1), dead]).run(1)).rejects.toThrow('it ended');
  });
});
