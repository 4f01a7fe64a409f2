import { describe, expect, it } from '@jest/globals';
import { badCall, failed, missing } from './errors.js';
import { describeFailure } from './failure.js';

const command = 'train';

describe('describeFailure', () => {
  it('words a known error in one line', () => {
    const { text } = describeFailure(badCall('--data is\n  missing'), { command, verbose: false });
    expect(text).toBe('mobilenext train: --data is missing\n');
  });

  it('adds the stack and its causes with verbose', () => {
    const error = badCall('no such folder', new Error('the cause'));
    const { text } = describeFailure(error, { command, verbose: true });
    expect(text).toContain('failure.test.ts');
    expect(text).toContain('caused by: Error: the cause');
  });

  it('shows the stack of an unknown error at once', () => {
    const failure = describeFailure(new TypeError('oops'), { command, verbose: false });
    expect(failure.text).toContain('TypeError: oops\n    at ');
    expect(failure.exitCode).toBe(1);
  });

  it.each([
    [badCall('x'), 2],
    [failed('x'), 1],
    [missing('x'), 3],
    [Object.assign(new Error('x'), { code: 'VARIANT' }), 2],
    [Object.assign(new Error('x'), { code: 'ENOENT' }), 2],
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 1],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 3],
    [Object.assign(new Error('x'), { code: 'truncated' }), 1],
  ])('%o leads to exit code %i', (error, exitCode) => {
    expect(describeFailure(error, { command, verbose: false }).exitCode).toBe(exitCode);
  });
});
