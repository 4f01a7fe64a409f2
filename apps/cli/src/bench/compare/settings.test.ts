import { describe, expect, it } from '@jest/globals';
import { settingsOf } from './settings.js';

const flags = { variant: [], input: undefined, batch: [], threads: 1 };

describe('settingsOf', () => {
  it('measures the two networks of the targets unless told otherwise', () => {
    expect(settingsOf('infer', flags)).toEqual([
      { variant: 'mobilenext-1.0', input: 224, batch: 1, threads: 1 },
      { variant: 'mobilenext-0.35', input: 224, batch: 1, threads: 1 },
    ]);
  });

  it('trains in batches, of small pictures in large ones', () => {
    const variant = ['0.35', '0.35-small'];
    expect(settingsOf('train', { ...flags, variant })).toMatchObject([
      { input: 224, batch: 16 },
      { input: 32, batch: 128 },
    ]);
  });

  it('takes every variant with every batch', () => {
    const all = settingsOf('infer', {
      ...flags,
      variant: ['0.1', '1'],
      batch: ['2', '8'],
      input: 64,
    });
    expect(all.map(({ variant, input, batch }) => `${variant} ${input} ${batch}`)).toEqual([
      'mobilenext-0.1 64 2',
      'mobilenext-0.1 64 8',
      'mobilenext-1.0 64 2',
      'mobilenext-1.0 64 8',
    ]);
  });

  it.each(['0', 'x', '1.5'])('refuses a batch of %s', (text) => {
    expect(() => settingsOf('infer', { ...flags, batch: [text] })).toThrow(
      `--batch ${text}: must be a whole number of at least 1`,
    );
  });
});
