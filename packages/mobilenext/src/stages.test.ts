import { describe, expect, it } from '@jest/globals';
import { STAGES, STRIDES } from './stages.js';

describe('STAGES', () => {
  it('holds the twenty blocks of the paper, the first alone with reduction 2', () => {
    expect(STAGES.reduce((blocks, { n }) => blocks + n, 0)).toBe(20);
    expect(STAGES.map(({ t }) => t)).toEqual([2, 6, 6, 6, 6, 6, 6, 6]);
  });
});

describe('STRIDES', () => {
  it.each(Object.entries(STRIDES))('%s has a stride for each stage', (_, { stages }) => {
    expect(stages).toHaveLength(STAGES.length);
  });

  // An identity needs its input's size, and blocks with equal channels take no stride.
  it.each(Object.entries(STRIDES))('%s shrinks only where channels change', (_, { stages }) => {
    const channels = STAGES.map(({ c }) => c);
    stages.forEach((stride, stage) => {
      if (stride === 2 && stage > 0) expect(channels[stage]).not.toBe(channels[stage - 1]);
    });
  });
});
