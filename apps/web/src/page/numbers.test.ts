import { expect, it } from '@jest/globals';
import { bytesText } from './numbers.js';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [13_712_345, '13.7 MB'],
  [2e12, '2000.0 GB'],
])('writes %i bytes as %s', (count, text) => {
  expect(bytesText(count)).toBe(text);
});
