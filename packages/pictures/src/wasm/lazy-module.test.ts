import { expect, it } from '@jest/globals';
import text from '../generated/resample.js';
import { lazyModule } from './lazy-module.js';

const fresh = () => lazyModule<object>(text)();

it('gives aligned blocks that do not overlap, in a memory that grows', () => {
  const { reserve, bytes } = fresh();
  const [first, second, third] = reserve(3, 100_000, 5);
  expect([first, second, third].map((pointer) => pointer % 16)).toEqual([0, 0, 0]);
  expect(second).toBeGreaterThanOrEqual(first + 3 + 16);
  expect(third).toBeGreaterThanOrEqual(second + 100_000 + 16);
  bytes(second, 100_000).fill(7);
  expect(reserve(3, 100_000, 1_000_000)[1]).toBe(second);
  expect(bytes(second + 99_999, 1)[0]).toBe(7);
});

it('says what was wanted where the limit is passed', () => {
  expect(() => fresh().reserve(3 * 2 ** 29)).toThrow(
    'the picture needs 1537 MiB of memory, more than the limit of 1024: use a smaller picture',
  );
});
