import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mobilenextJson } from './mobilenext.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const golden = (name: string): string => join(shared, 'golden', 'forward', name);

interface Document {
  readonly cases: readonly { readonly name: string; readonly top1Agrees: boolean }[];
  readonly passed: boolean;
}

const parity = (weights: string, ...more: string[]): Promise<Document> =>
  mobilenextJson([
    'parity',
    golden(weights),
    ...['--input', golden('inputs.safetensors'), golden('demo.w100.safetensors')],
    ...['--expect', golden('outputs.safetensors')],
    ...more,
  ]);

describe("mobilenext parity with the original network's logits", () => {
  describe.each(['runtime', 'wasm'])('on %s', (backend) => {
    it.each([
      { weights: 'tiny.safetensors', count: 12, tolerance: '1e-5' },
      { weights: 'w035.safetensors', count: 6, tolerance: '1e-4' },
      { weights: 'w100.safetensors', count: 3, tolerance: '1e-4' },
    ])('is reached by $weights in all $count cases', async ({ weights, count, tolerance }) => {
      const flags = ['--tolerance', tolerance, '--backend', backend];
      const { cases, passed } = await parity(weights, ...flags);
      expect(cases).toHaveLength(count);
      expect(passed).toBe(true);
      expect(cases.every(({ top1Agrees }) => top1Agrees)).toBe(true);
    });
  });

  it('is reached on the reference', async () => {
    const { cases, passed } = await parity('tiny.safetensors', '--backend', 'reference');
    expect(cases).toHaveLength(12);
    expect(passed).toBe(true);
  });

  it('takes the cases of one setting', async () => {
    const { cases } = await parity(
      'tiny.safetensors',
      '--identity-multiplier',
      '2',
      '--strides',
      'small',
    );
    expect(cases.map(({ name }) => name)).toEqual(['tiny.small.32.d2']);
  });
});
