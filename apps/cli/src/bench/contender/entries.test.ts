import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findEntries } from './entries.js';

const peers = mkdtempSync(join(tmpdir(), 'mobilenext-entries-'));

function drivers(content: string): string {
  const folder = mkdtempSync(join(peers, 'drivers-'));
  writeFileSync(join(folder, 'peers.json'), content);
  return folder;
}

const listed = drivers(
  JSON.stringify([
    { name: 'a', tasks: ['infer'], command: ['node', 'a.mjs'] },
    { name: 'b', tasks: ['infer', 'train'], command: ['python', 'b.py', 'fast'] },
  ]),
);

describe('findEntries', () => {
  it('puts ours first, and finds a driver beside its list', () => {
    const entries = findEntries('infer', [], { drivers: listed, peers });
    expect(entries.slice(0, -2).every(({ isOurs }) => isOurs)).toBe(true);
    expect(entries.slice(-2)).toMatchObject([
      { name: 'a', isOurs: false, command: [process.execPath, join(listed, 'a.mjs')] },
      { name: 'b', isOurs: false, command: ['python3', join(listed, 'b.py'), 'fast'] },
    ]);
  });

  it('takes those that do the task and are asked for', () => {
    const names = (task: 'infer' | 'train', only: string[]): string[] =>
      findEntries(task, only, { drivers: listed, peers }).map(({ name }) => name);
    expect(names('train', [])).toEqual(['wasm', 'b']);
    expect(names('infer', ['b', 'a'])).toEqual(['a', 'b']);
    expect(() => names('train', ['a'])).toThrow('--only a: known are wasm, b');
  });

  it('needs no list', () => {
    const places = { drivers: join(peers, 'absent'), peers };
    expect(findEntries('infer', [], places).every(({ isOurs }) => isOurs)).toBe(true);
  });

  it.each([
    ['[', 'is no list of peers'],
    ['{}', 'no array'],
    ['[null]', 'row 1 lacks'],
    ['[{"name":"a","tasks":["infer"],"command":["ruby","a.rb"]}]', 'row 1 lacks'],
  ])('refuses %s', (content, message) => {
    const places = { drivers: drivers(content), peers };
    expect(() => findEntries('infer', [], places)).toThrow(message);
  });
});
