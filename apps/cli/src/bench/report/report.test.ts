import { describe, expect, it } from '@jest/globals';
import type { Ratio } from '../compare/heat.js';
import type { RatedResult } from '../compare/share-of-peak.js';
import { absentLines } from './absent-lines.js';
import { barChart } from './bar-chart.js';
import { comparisonChart } from './comparison-chart.js';
import { comparisonTable, milliseconds } from './comparison-table.js';

const setting = { variant: 'mobilenext-0.35', input: 224, batch: 1, threads: 1 };
const results: RatedResult[] = [
  {
    name: 'ours',
    version: '1',
    ...setting,
    minMs: 2.5,
    medianMs: 3,
    relativeError: 0,
    shareOfPeak: 0.8,
  },
  {
    name: 'peer',
    version: '2',
    ...setting,
    minMs: 11,
    medianMs: 12.345,
    relativeError: 1e-6,
    shareOfPeak: 0.2,
  },
];
const ratios: Ratio[] = [{ of: 'ours', to: 'peer', ...setting, median: 4.1 }];

describe('comparisonTable', () => {
  it('shows times, and beside a peer how many times faster ours is', () => {
    const [titles, , ours, peer] = comparisonTable(results, ratios).split('\n');
    expect(titles).toMatch(/contender +min ms +median ms +of peak +ours is faster$/);
    expect(ours).toMatch(/^0\.35 +224 +1 +1 +ours +2\.50 +3\.00 +80 %$/);
    expect(peer).toMatch(/peer +11\.0 +12\.3 +20 % +4\.10 x$/);
  });

  it('does not mix up settings', () => {
    const other = { ...results[1], batch: 2 };
    expect(comparisonTable([other], ratios)).not.toContain('4.10');
  });
});

describe('milliseconds', () => {
  it.each([
    [0.01234, '0.0123'],
    [3, '3.00'],
    [530.2, '530'],
    [12345.6, '12346'],
  ])('of %d is %s', (ms, text) => {
    expect(milliseconds(ms)).toBe(text);
  });
});

describe('comparisonChart', () => {
  it('draws a bar for each result, as long as its time, ours in another colour', () => {
    const svg = comparisonChart('infer', results, ratios);
    expect(svg).toContain('mobilenext-0.35 at 224x224, batch 1, 1 thread<');
    const bars = [...svg.matchAll(/<rect x="\d+" y="\d+" width="(\d+)".* fill="(#\w+)"/g)];
    expect(bars).toHaveLength(2);
    const [ours, peer] = bars.map(([, width]) => Number(width));
    expect(ours / peer).toBeCloseTo(3 / 12.345, 2);
    expect(bars[0][2]).not.toBe(bars[1][2]);
  });
});

describe('barChart', () => {
  it('keeps words from becoming markup', () => {
    const bars = [{ label: '<b>', value: 1, note: 'a & b', isOurs: true }];
    const svg = barChart('t', [{ title: 'g', bars }]);
    expect(svg).toContain('&lt;b&gt;');
    expect(svg).toContain('a &amp; b');
  });

  it('grows with its bars', () => {
    const bars = [{ label: 'a', value: 1, note: '', isOurs: true }];
    const heightOf = (svg: string): number => Number(/height="(\d+)"/.exec(svg)?.[1]);
    const group = { title: 'g', bars };
    expect(heightOf(barChart('t', [group, group]))).toBeGreaterThan(
      heightOf(barChart('t', [group])),
    );
  });
});

describe('absentLines', () => {
  it('tells all that are not installed in one line, and each failure once', () => {
    const absent = (name: string, kind: 'missing' | 'unable' | 'failed', batch = 1) => ({
      ...setting,
      batch,
      name,
      kind,
      reason: `${name}'s`,
    });
    const lines = absentLines([
      absent('a', 'missing'),
      absent('b', 'missing'),
      absent('c', 'failed'),
      absent('c', 'failed', 2),
      absent('d', 'unable'),
    ]);
    expect(lines).toEqual(["not installed: a: a's; b: b's", "left out: d: d's", "failed: c: c's"]);
  });
});
