import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { defineCommand, type Input, type Values } from './command.js';
import type { Context } from './context.js';
import { failed } from './errors.js';
import { runCli } from './run-cli.js';

const flags = {
  epochs: { type: 'integer', value: 'N', default: 5, min: 1, help: 'how often' },
  initialRate: { type: 'number', value: 'RATE', help: 'how fast' },
  backend: {
    type: 'string',
    value: 'NAME',
    choices: ['wasm', 'reference'],
    default: 'wasm',
    help: 'what computes',
  },
  set: { type: 'list', value: 'KEY=VALUE', short: 'o', help: 'anything else' },
  resume: { type: 'boolean', help: 'go on' },
} as const;

type Typed = Input<Values<typeof flags>>;

const makeSource = () =>
  Object.assign(new EventEmitter(), { exit: jest.fn<(code: number) => void>() });

async function call(
  words: readonly string[],
  run: (input: Typed, context: Context) => Promise<void> = () => Promise.resolve(),
  { isTTY = false, source = makeSource() } = {},
) {
  const out = { stdout: '', stderr: '' };
  const command = (name: string) =>
    defineCommand({
      name,
      summary: `does ${name}`,
      args: [{ name: 'PICTURES', help: 'files', optional: true, variadic: true }],
      flags,
      examples: [
        { line: `mobilenext ${name} a.png`, does: 'the first thing' },
        { line: `mobilenext ${name} b.png`, does: 'the second thing' },
      ],
      run: (input, context) => run(input, context),
    });
  const exitCode = await runCli(
    words,
    {
      stdout: { write: (text) => (out.stdout += text) },
      stderr: { isTTY, write: (text) => (out.stderr += text) },
      stdin: (async function* () {})(),
      env: {},
      signals: source,
    },
    {
      version: '1.2.3',
      groups: [{ title: 'Work', commands: [command('train'), command('data fetch')] }],
      families: { data: 'pictures' },
      epilogue: 'Start here',
    },
  );
  return { ...out, exitCode };
}

describe('runCli', () => {
  it('gives a command its typed input with the defaults', async () => {
    const run = jest.fn((_input: Typed) => Promise.resolve());
    const words = [
      'train',
      'a.png',
      'b.png',
      '--initial-rate',
      '0.1',
      '-o',
      'a=1',
      'b=2',
      '--resume',
    ];
    expect((await call(words, run)).exitCode).toBe(0);
    expect(run.mock.calls[0][0]).toEqual({
      args: ['a.png', 'b.png'],
      flags: { epochs: 5, initialRate: 0.1, backend: 'wasm', set: ['a=1', 'b=2'], resume: true },
      typed: new Set(['initialRate', 'set', 'resume']),
    });
  });

  it('takes the name of a command in two words', async () => {
    const run = jest.fn((_input: Typed) => Promise.resolve());
    await call(['data', 'fetch', 'x'], run);
    expect(run.mock.calls[0][0].args).toEqual(['x']);
  });

  it.each([
    [['trian'], "mobilenext: unknown command 'trian'; did you mean train?"],
    [['train', '--epoch', '3'], "unknown option '--epoch'; did you mean --epochs?"],
    [['train', '--epochs', '0'], '--epochs 0: must be a whole number of at least 1'],
    [['train', '--epochs', '1.5'], '--epochs 1.5: must be a whole number'],
    [['train', '--backend', 'wsam'], 'did you mean wasm?'],
    [['data', 'fech'], 'did you mean fetch?'],
    [['help', 'trian'], 'did you mean train?'],
  ])('answers the wrong call %j in one line', async (words, answer) => {
    const { exitCode, stderr, stdout } = await call(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(answer);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
  });

  it.each([[[]], [['--help']], [['data']], [['train', '--help']]])(
    'answers %j with help on stdout',
    async (words: string[]) => {
      const { exitCode, stdout, stderr } = await call(words);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Usage: mobilenext');
      expect(stderr).toBe('');
    },
  );

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'train'],
      ['train', '--help'],
    ],
    [
      ['help', 'data', 'fetch'],
      ['data', 'fetch', '--help'],
    ],
  ])('answers %j as %j', async (words, same) => {
    expect(await call(words)).toEqual(await call(same));
  });

  it('shows examples and defaults in the help of a command', async () => {
    const { stdout } = await call(['train', '--help']);
    expect(stdout).toContain('mobilenext train a.png');
    expect(stdout).toContain('mobilenext train b.png');
    expect(stdout).toContain('(default: 5)');
  });

  it('ends a known error with its exit code and one line', async () => {
    const { exitCode, stderr } = await call(['train'], () => Promise.reject(failed('diverged')));
    expect(exitCode).toBe(1);
    expect(stderr).toBe('mobilenext train: diverged\n');
  });

  it('says on a line of its own what a signal does', async () => {
    const source = makeSource();
    const interrupted = (_input: Typed, { signal }: Context): Promise<void> => {
      source.emit('SIGINT');
      return Promise.reject(signal.reason as Error);
    };
    const { exitCode, stderr } = await call(['train'], interrupted, { isTTY: true, source });
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/^\r\u001b\[Kmobilenext: SIGINT, stops after the step in work .*\n$/);
  });
});
