import { describe, expect, it, jest } from '@jest/globals';
import { prefetched } from './prefetched.js';

describe('prefetched', () => {
  it('takes care of what fails while an earlier result is awaited', async () => {
    let finish: (result: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const second = Promise.reject<string>(new Error('the second'));
    const handled = jest.spyOn(second, 'then');
    const results = prefetched([first, second], (promise) => promise, 1);
    const next = results.next();
    // A failure that nobody handles ends the process.
    expect(handled).toHaveBeenCalled();
    finish('the first');
    expect(await next).toEqual({ value: 'the first', done: false });
    await expect(results.next()).rejects.toThrow('the second');
  });

  it('has no more under way than it may, and waits for all of it when it is left', async () => {
    let underWay = 0;
    let most = 0;
    const work = async (item: number): Promise<number> => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return item;
    };
    const seen: number[] = [];
    for await (const item of prefetched([0, 1, 2, 3, 4, 5, 6, 7], work, 2)) {
      seen.push(item);
      if (item === 4) break;
    }
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect([most, underWay]).toEqual([3, 0]);
  });
});
