import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { randomStream } from '../random/random-stream.js';
import { makeCacheMemory, sharedPictureCache } from './shared-picture-cache.js';

const THREADS = 4;
const ROUNDS = 300;
const PICTURES_A_THREAD = 3;
const LENGTH = THREADS * PICTURES_A_THREAD;
/** Bytes of a unit of the cache. */
const UNIT = 64;
const CAPACITY = 12 * UNIT;
/** Units of a picture that has room once, beside smaller ones. */
const LARGE = 7;

// A thread that is to go on, stands before its next step, has ended the round.
const GO = 0;
const STANDS = 1;
const ENDED = 2;

/** Offers its pictures, round by round, and stands before each atomic operation until it may go on. */
const THREAD = `
const { createRequire } = require('node:module');
const { workerData } = require('node:worker_threads');
const { code, path, me, memories, offers, states } = workerData;
const { load, store, notify, wait, ...operations } = Object.fromEntries(
  ['load', 'store', 'notify', 'wait', 'add', 'sub', 'compareExchange'].map((name) => [name, Atomics[name]]),
);
const stand = (state) => {
  store(states, me, state);
  notify(states, me);
  wait(states, me, state);
};
for (const [name, operation] of Object.entries({ ...operations, load, store })) {
  Atomics[name] = (...args) => (stand(${STANDS}), operation(...args));
}
const module_ = { exports: {} };
new Function('module', 'exports', 'require', code)(module_, module_.exports, createRequire(path));
memories.forEach((memory, round) => {
  const cache = module_.exports.sharedPictureCache(memory);
  for (const [index, units] of offers[round]) {
    const width = 21 * units;
    cache.offer(index, { width, height: 1, data: new Uint8Array(3 * width).fill(index + 1) });
  }
  stand(${ENDED});
});
`;

describe('sharedPictureCache', () => {
  it('gives no two pictures the same place, in whatever order threads take their steps', async () => {
    const path = join(__dirname, 'shared-picture-cache.ts');
    const { code } = transformSync(readFileSync(path, 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const random = randomStream(1, 0, 0, 'threads');
    const memories = Array.from({ length: ROUNDS }, () => makeCacheMemory(LENGTH, CAPACITY));
    const states = new Int32Array(new SharedArrayBuffer(4 * THREADS));
    const workers = Array.from({ length: THREADS }, (_, me) => {
      const offers = memories.map(() =>
        Array.from({ length: PICTURES_A_THREAD }, (__, i) => [
          me * PICTURES_A_THREAD + i,
          me < 2 && i === 0 ? LARGE : 1,
        ]),
      );
      return new Worker(THREAD, {
        eval: true,
        workerData: { code, path, me, memories, offers, states },
      });
    });
    const step = (thread: number): boolean => {
      Atomics.store(states, thread, GO);
      Atomics.notify(states, thread);
      return Atomics.wait(states, thread, GO, 10_000) !== 'timed-out';
    };
    const threads = [...workers.keys()];
    // Until each has begun.
    for (const thread of threads) Atomics.wait(states, thread, GO, 10_000);
    for (let round = 0; round < ROUNDS; round++) {
      for (let running = threads; running.length > 0; ) {
        expect(step(running[random.integer(0, running.length - 1)])).toBe(true);
        running = running.filter((thread) => Atomics.load(states, thread) !== ENDED);
      }
      // Of the next round.
      if (round + 1 < ROUNDS) threads.forEach(step);
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
    for (const memory of memories) {
      const cache = sharedPictureCache(memory);
      const kept = Array.from({ length: LENGTH }, (_, index) => cache.get(index));
      expect(kept.filter(Boolean).length).toBeGreaterThan(2);
      kept.forEach((picture, index) => {
        const levels = new Set(picture?.data);
        expect([...levels]).toEqual(picture ? [index + 1] : []);
      });
    }
  });
});
