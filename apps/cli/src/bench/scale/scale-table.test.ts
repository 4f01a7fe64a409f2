import { describe, expect, it } from '@jest/globals';
import { scaleTable } from './scale-table.js';

describe('scaleTable', () => {
  it('puts time beside work', () => {
    const [titles, , row] = scaleTable([
      {
        axis: 'batch',
        name: 'wasm',
        ...{ variant: 'mobilenext-0.35', input: 224, batch: 4, threads: 1 },
        ...{ multiplyAdds: 75_200_000, minMs: 3, medianMs: 3.76, msPerMillion: 0.05 },
      },
    ]).split('\n');
    expect(titles).toMatch(/M multiply-adds +min ms +median ms +us per M$/);
    expect(row).toMatch(/^batch +wasm +0\.35 +224 +4 +1 +75\.2 +3\.00 +3\.76 +50\.0$/);
  });
});
