import { describe, expect, it } from '@jest/globals';
import { fastest } from './fastest.js';

describe('fastest', () => {
  it('gives the shortest run of each call', () => {
    let time = 0;
    const slowPhase = { from: 100, to: 120 };
    const takes = (ms: number) => () => {
      time += time >= slowPhase.from && time < slowPhase.to ? 5 * ms : ms;
    };
    expect(fastest([takes(2), takes(3)], 20, () => time)).toEqual([2, 3]);
  });

  it('repeats what is shorter than the clock can tell', () => {
    let time = 0;
    let runs = 0;
    const tick = () => {
      runs++;
      time += 0.25;
    };
    fastest([tick], 0, () => time);
    const warmUp = runs;
    runs = 0;
    time = 0;
    fastest([tick], 10, () => time);
    expect(runs - warmUp).toBe(10 * 4);
  });
});
