import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StoredTensor, TensorMap } from '@mobilenext/converter';
import { STRIDES } from '@mobilenext/mobilenext';
import { casesOfFile } from './case-file.js';
import { casesByKey } from './cases.js';

const tensors = (shapes: Record<string, readonly number[]>): TensorMap =>
  new Map(
    Object.entries(shapes).map(([key, shape]): [string, StoredTensor] => [
      key,
      { dtype: 'F32', shape, bytes: new Uint8Array() },
    ]),
  );

const inputs = tensors({ a: [2, 3, 32, 32], b: [1, 3, 64, 64] });
const expected = tensors({
  'a.logits64': [2, 10],
  'a.logits32': [2, 10],
  'b.logits64': [1, 1000],
  'a.d2.logits64': [2, 10],
});
const base = { inputs, expected, numClasses: 10, names: [] };

describe('casesByKey', () => {
  it('joins an input with the logits of its key, for this number of classes', () => {
    expect(casesByKey(base)).toEqual([
      { name: 'a', inputKey: 'a', expectedKey: 'a.logits64', peerKey: 'a.logits32' },
    ]);
  });

  it('joins a lone input with bare logits', () => {
    const lone = { ...base, inputs: tensors({ input: [1, 3, 8, 8] }) };
    const [found] = casesByKey({ ...lone, expected: tensors({ logits_f64: [1, 10] }) });
    expect(found.expectedKey).toBe('logits_f64');
  });

  it('says what is there if nothing fits', () => {
    expect(() => casesByKey({ ...base, numClasses: 7 })).toThrow('inputs: a, b; expected: a.log');
    expect(() => casesByKey({ ...base, names: ['x'] })).toThrow('called x');
  });
});

describe('casesOfFile', () => {
  const entry = { weights: 'tiny.safetensors', width: 0.1, classes: 10, input_key: 'a' };
  const path = join(mkdtempSync(join(tmpdir(), 'cases-')), 'cases.json');
  const cases = [
    { ...entry, id: 'one', identity_div: 1, strides: STRIDES.imagenet, logits64_key: 'a.logits64' },
    { ...entry, id: 'two', identity_div: 2, strides: STRIDES.small, logits64_key: 'a.d2.logits64' },
    { ...entry, id: 'gone', identity_div: 1, strides: STRIDES.small, logits64_key: 'z' },
  ];
  writeFileSync(path, JSON.stringify({ cases }));
  const query = { ...base, path, weights: 'renamed.safetensors', width: 0.1 };
  const names = (rest: object) => casesOfFile({ ...query, ...rest }).map(({ name }) => name);

  it('takes the cases whose tensors are there, by name or else by width and classes', () => {
    expect(names({})).toEqual(['one', 'two']);
    expect(names({ weights: 'runs/tiny.safetensors', width: 1 })).toEqual(['one', 'two']);
  });

  it('chooses by the settings asked for', () => {
    expect(names({ identityMultiplier: 2 })).toEqual(['two']);
    expect(names({ strides: 'imagenet' })).toEqual(['one']);
  });

  it('refuses a file of another form', () => {
    const other = join(mkdtempSync(join(tmpdir(), 'cases-')), 'other.json');
    writeFileSync(other, '{"cases": [{"id": "x"}]}');
    expect(() => casesOfFile({ ...query, path: other })).toThrow('needs {"cases"');
  });
});
