import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalStream, uniformStream } from './random.js';

const COUNT = 20_000;
/** Four standard errors of a correlation between independent numbers. */
const UNCORRELATED = 4 / Math.sqrt(COUNT);

describe('random streams', () => {
  it('give the number at an index, in whatever order they are asked', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(), (seed, name, index) => {
        const stream = uniformStream(seed, name);
        const value = stream(index);
        stream(index + 1);
        expect(stream(index)).toBe(value);
        expect(uniformStream(seed, name)(index)).toBe(value);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(normalStream(seed, name)(index)).not.toBeNaN();
      }),
    );
  });

  it('are uniform: every tenth holds a tenth', () => {
    const stream = uniformStream(1, 'tenths');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < COUNT; i++) counts[Math.floor(10 * stream(i))] += 1;
    for (const count of counts) expect(Math.abs(count - COUNT / 10)).toBeLessThan(4 * 43);
  });

  it.each([
    ['seeds', normalStream(1, 'a'), normalStream(2, 'a')],
    ['names', normalStream(1, 'a'), normalStream(1, 'b')],
    ['neighbours', normalStream(1, 'a'), (i: number) => normalStream(1, 'a')(i + 1)],
  ])('are independent for different %s', (_, one, other) => {
    let products = 0;
    for (let i = 0; i < COUNT; i++) products += one(i) * other(i);
    expect(Math.abs(products / COUNT)).toBeLessThan(UNCORRELATED);
  });
});
