import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { bundle } from './bundle.js';

/** Kernels included, weights not. */
const MOST_KB = 60;

it(`is at most ${MOST_KB} KB in a page, and as small as the README says`, async () => {
  const module = await bundle("export * from '@mobilenext/runtime'");
  const kilobytes = gzipSync(module, { level: 9 }).length / 1000;
  expect(kilobytes).toBeLessThanOrEqual(MOST_KB);
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const [, stated] = /(\d+) KB gzipped/.exec(readme) ?? [];
  expect(Math.abs(Number(stated) - kilobytes)).toBeLessThan(2);
});
