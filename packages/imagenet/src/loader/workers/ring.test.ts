import { afterEach, expect, it, jest } from '@jest/globals';
import { makeRingMemory, Ring } from './ring.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const memory = () => makeRingMemory({ slots: 2, batch: 3, width: 1, height: 1, samples: 9 });

it('gives the pictures of the oldest batch first, each once', () => {
  const ring = new Ring(memory());
  ring.open(0, 6, 3);
  ring.open(1, 3, 2);
  ring.setOldest(1);
  const positions = Array.from({ length: 5 }, () => ring.take(1)?.position);
  expect(positions).toEqual([3, 4, 6, 7, 8]);
  ring.end();
  expect(ring.take(1)).toBeUndefined();
});

it('does not sleep through an end that comes while a worker looks for work', () => {
  const shared = memory();
  const [ring, owner] = [new Ring(shared), new Ring(shared)];
  const load = Atomics.load;
  const wait = Atomics.wait;
  let loads = 0;
  jest.spyOn(Atomics, 'load').mockImplementation(((words: Int32Array, at: number) => {
    const value = load(words, at);
    // After each of the words that say whether to go on has been read once.
    if (++loads === 2) owner.end();
    return value;
  }) as typeof Atomics.load);
  jest.spyOn(Atomics, 'wait').mockImplementation(((words: Int32Array, at: number, is: number) => {
    const how = wait(words, at, is, 0);
    if (how === 'timed-out') throw new Error('sleeps for good');
    return how;
  }) as typeof Atomics.wait);
  expect(ring.take(1)).toBeUndefined();
});
