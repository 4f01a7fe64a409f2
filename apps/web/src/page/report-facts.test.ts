import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224 } from '@mobilenext/mobilenext';
import type { Report } from '../protocol.js';
import { reportFacts } from './report-facts.js';
import { summaryOf } from './summary-of.js';

const REPORT: Report = {
  ...{ name: 'a.onnx', beside: ['a.data'], bytes: 13_712_345, format: 'onnx', metadata: {} },
  hasAverage: false,
  tensors: [
    { key: 'a', dtype: 'F32', shape: [1] },
    { key: 'b', dtype: 'I64', shape: [] },
  ],
  saved: {},
  network: {
    ...{ width: 1, numClasses: 1000, unexpected: ['extra'] },
    variants: ['mobilenext-1.0', 'mobilenext-1.0-small'],
  },
};

const factsOf = (report: Report, facts = {}): Record<string, string> =>
  Object.fromEntries(reportFacts(report, facts, summaryOf(report, facts)?.summary));

describe('what the page tells of a checkpoint', () => {
  it('leaves open which network it is while the strides are not known', () => {
    expect(factsOf(REPORT)).toEqual({
      Format: 'ONNX',
      Size: '13.7 MB with a.data',
      'Stored as': '1 F32, 1 I64',
      Network: 'mobilenext-1.0 or mobilenext-1.0-small',
      Classes: '1,000',
      Parameters: '3,535,416',
      'Multiply-adds at 224': '311,342,592',
      'Left out': '1 key that the network does not have: extra',
      'Running average': 'none',
    });
    expect(summaryOf(REPORT, {})?.assumed).toEqual(['strides imagenet', 'identity multiplier 1']);
  });

  it('follows what is said about it', () => {
    const facts = { strides: 'small', identityMultiplier: 2 } as const;
    expect(factsOf(REPORT, facts)).toMatchObject({ Network: 'mobilenext-1.0-small' });
    const { summary, assumed } = summaryOf(REPORT, facts) ?? {};
    expect(summary).toMatchObject({ input: [32, 32], identityMultiplier: 2 });
    expect(assumed).toEqual([]);
  });

  it('takes the size of the pictures from the metadata, where it can be one', () => {
    const saved = (size: number) => ({ preprocessing: { ...IMAGENET_224, size } });
    const inputOf = (size: number) =>
      summaryOf({ ...REPORT, saved: saved(size) }, {})?.summary.input;
    expect([192, -1, Number.NaN].map(inputOf)).toEqual([
      [192, 192],
      [224, 224],
      [224, 224],
    ]);
  });

  it('tells of another network what can be told', () => {
    const other = { ...REPORT, network: { problem: { code: 'missing-key', message: '' } } };
    expect(Object.keys(factsOf(other))).toEqual(['Format', 'Size', 'Stored as', 'Running average']);
  });
});
