import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { bundle } from './bundle.js';

/** Kernels included, weights not. */
const MOST_KB = 60;

it(`is at most ${MOST_KB} KB in a page, and no larger than the README says`, async () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, stated] = /less than (\d+) KB gzipped/.exec(readme) ?? [];
  expect(Number(stated)).toBeLessThanOrEqual(MOST_KB);
  const module = await bundle("export * from '@mobilenext/runtime'");
  expect(gzipSync(module, { level: 9 }).length / 1000).toBeLessThan(Number(stated));
});
