import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IN_CLONE } from './in-clone.js';
import { mobilenextJson } from './mobilenext.js';

/** The same kernels on another engine round the same. */
const LARGEST_ERROR = 1e-6;

describe('mobilenext bench infer in Chromium', () => {
  it.each(['1', '2'])('times the runtime in a page, %s threads', async (threads) => {
    const temporary = mkdtempSync(join(tmpdir(), 'mobilenext-browser-'));
    const words = ['bench', 'infer', '--variant', '0.1', '--input', '32', '--batch', '3'];
    const effort = ['--rounds', '2', '--round-ms', '1', '--threads', threads];
    const only = ['--only', 'runtime', 'runtime-chromium'];
    const { results, ratios } = await mobilenextJson<{
      readonly results: readonly { readonly relativeError: number; readonly minMs: number }[];
      readonly ratios: readonly unknown[];
    }>([...words, ...effort, ...only, ...IN_CLONE], { env: { TMPDIR: temporary } });
    const setting = { variant: 'mobilenext-0.1', input: 32, batch: 3, threads: Number(threads) };
    expect(results).toMatchObject([
      { name: 'runtime', ...setting },
      { name: 'runtime-chromium', ...setting, version: expect.stringMatching(/^\d+\./) },
    ]);
    expect(results[1].minMs).toBeGreaterThan(0);
    expect(results[1].relativeError).toBeLessThan(LARGEST_ERROR);
    expect(ratios).toMatchObject([{ of: 'runtime', to: 'runtime-chromium' }]);
    // Neither our files nor the browser's profile stay behind.
    expect(readdirSync(temporary)).toEqual([]);
  });
});
