import { describe, expect, it } from '@jest/globals';
import { recipes } from '@mobilenext/trainer';
import { changedLines } from './changed-lines.js';

const { config } = recipes['small-pictures'];

describe('changedLines', () => {
  it('shows what differs from the recipe alone', () => {
    const all = 'all settings: --dry-run, or config.json of the run\n';
    expect(changedLines(config, 'small-pictures')).toBe(`recipe small-pictures as it is; ${all}`);
    const changed = { ...config, batch: 8, optimizer: { ...config.optimizer, momentum: 0.8 } };
    expect(changedLines(changed, 'small-pictures')).toBe(
      `recipe small-pictures, with\nbatch               8\noptimizer.momentum  0.8\n${all}`,
    );
  });
});
