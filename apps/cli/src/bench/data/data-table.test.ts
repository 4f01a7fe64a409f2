import { describe, expect, it } from '@jest/globals';
import { dataTable } from './data-table.js';

describe('dataTable', () => {
  it('shows speeds, and beside a peer how many times faster ours is', () => {
    const setting = { transform: 'evaluation', workers: 2, version: '1' } as const;
    const [titles, , ours, peer] = dataTable([
      {
        ...{ name: 'loader', ...setting, picturesPerSec: 200.4, bestPicturesPerSec: 210 },
        ...{ samePixels: null, oursIsFaster: null },
      },
      {
        ...{ name: 'peer', ...setting, picturesPerSec: 100, bestPicturesPerSec: 110 },
        ...{ samePixels: false, oursIsFaster: 2.004 },
      },
    ]).split('\n');
    expect(titles).toMatch(
      /^transform +contender +workers +pictures\/s +best +ours is faster +pixels$/,
    );
    expect(ours).toMatch(/^evaluation +loader +2 +200 +210$/);
    expect(peer).toMatch(/^evaluation +peer +2 +100 +110 +2\.00 x +others$/);
  });
});
