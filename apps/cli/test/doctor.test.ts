import { describe, expect, it } from '@jest/globals';
import { mobilenext, mobilenextJson } from './mobilenext.js';

describe('mobilenext doctor', () => {
  it('tests every backend and says which is taken', async () => {
    expect(await mobilenextJson(['doctor'])).toMatchObject({
      node: process.version,
      pictures: { available: true },
      backends: [
        { name: 'wasm', available: true, reason: null, fix: null, selfTest: { passed: true } },
        { name: 'reference', available: true, reason: null, fix: null, selfTest: { passed: true } },
      ],
      chosen: 'wasm',
    });
  });

  it('says nothing but its report', async () => {
    const { exitCode, stdout, stderr } = await mobilenext(['doctor']);
    expect(stdout).toMatch(/^default: wasm$/m);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });
});
