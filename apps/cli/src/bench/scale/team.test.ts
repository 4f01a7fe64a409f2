import { describe, expect, it } from '@jest/globals';
import { team } from './team.js';

const taking = (...ms: number[]) => ({
  run: (count: number) => Promise.resolve(ms.slice(0, count)),
});

describe('team', () => {
  it('adds up what its members do in a millisecond', async () => {
    const [both, unequal] = await team([taking(10, 3), taking(10, 6)]).run(2);
    expect(both).toBeCloseTo(5, 12);
    expect(unequal).toBeCloseTo(2, 12);
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
