import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mobilenextJson } from './mobilenext.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const golden = (name: string): string => join(shared, 'golden', 'forward', name);

interface Document {
  readonly cases: readonly { readonly name: string; readonly top1Agrees: boolean }[];
  readonly passed: boolean;
}

const parity = (...more: string[]): Promise<Document> =>
  mobilenextJson([
    'parity',
    golden('tiny.safetensors'),
    ...['--input', golden('inputs.safetensors')],
    ...['--expect', golden('outputs.safetensors')],
    ...more,
  ]);

describe("mobilenext parity with the original network's logits", () => {
  it.each(['wasm', 'reference'])('is reached in every case on %s', async (backend) => {
    const { cases, passed } = await parity('--backend', backend);
    expect(cases).toHaveLength(12);
    expect(passed).toBe(true);
    expect(cases.every(({ top1Agrees }) => top1Agrees)).toBe(true);
  });

  it('takes the cases of one setting', async () => {
    const { cases } = await parity('--identity-multiplier', '2', '--strides', 'small');
    expect(cases.map(({ name }) => name)).toEqual(['tiny.small.32.d2']);
  });
});
