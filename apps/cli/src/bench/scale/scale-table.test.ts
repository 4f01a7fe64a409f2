import { describe, expect, it } from '@jest/globals';
import { scaleTable } from './scale-table.js';

describe('scaleTable', () => {
  it('puts time beside work', () => {
    const [titles, , row] = scaleTable([
      {
        axis: 'batch',
        name: 'runtime',
        ...{ variant: 'mobilenext-0.35', input: 224, batch: 4, threads: 1, workers: 2 },
        ...{ multiplyAdds: 75_200_000, minMs: 3, medianMs: 3.76, msPerMillion: 0.05 },
        shareOfPeak: 0.847,
      },
    ]).split('\n');
    expect(titles).toMatch(/workers +M multiply-adds +min ms +median ms +us per M +of peak$/);
    expect(row).toMatch(/^batch +runtime +0\.35 +224 +4 +1 +2 +75\.2 +3\.00 +3\.76 +50\.0 +85 %$/);
  });
});
