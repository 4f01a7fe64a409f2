import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { badCall, failed, missing } from './errors.js';
import { describeFailure } from './failure.js';

const command = 'train';
const file = __filename;
const folder = dirname(file);

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('describeFailure', () => {
  it('words a known error in one line', () => {
    const { text } = describeFailure(badCall('--data is\n  missing'), { command, verbose: false });
    expect(text).toBe('mobilenext train: --data is missing\n');
  });

  it.each([
    [() => readFileSync(folder), 'a folder was given for a file'],
    [() => mkdirSync(folder), `${folder}: it exists already`],
    [() => statSync(join(file, 'x')), `${join(file, 'x')}: a part of its path is a file`],
    [
      () => readFileSync(join(folder, 'x')),
      `${join(folder, 'x')}: there is no such file or folder`,
    ],
  ])('words refusals of the system: %s', (refused, words) => {
    const { text } = describeFailure(thrownBy(refused), { command, verbose: false });
    expect(text).toContain(`mobilenext train: ${words}`);
  });

  it('leaves the words of what is not about one path', () => {
    const missing = join(folder, 'x');
    for (const refused of [
      () => renameSync(missing, join(folder, 'y')),
      () => process.kill(2 ** 30),
    ]) {
      const error = thrownBy(refused) as Error;
      const { text } = describeFailure(error, { command, verbose: false });
      expect(text).toBe(`mobilenext train: ${error.message}\n`);
    }
  });

  it("leaves the words of an error with such a code that is not the system's", () => {
    const error = Object.assign(new Error('data is a folder: give its list'), { code: 'EISDIR' });
    const { text } = describeFailure(error, { command, verbose: false });
    expect(text).toBe('mobilenext train: data is a folder: give its list\n');
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
