import { describe, expect, it } from '@jest/globals';
import { mobilenext } from '../../test/in-process.js';
import { groups } from './index.js';

const names = groups.flatMap(({ commands }) => commands.map(({ name }) => name));

describe('the help', () => {
  it.each(names)('of %s tells no default twice', async (name) => {
    const { stdout } = await mobilenext([...name.split(' '), '--help']);
    expect(stdout).not.toMatch(/\(default: [^)]*\)\s+\(default: /);
    expect(stdout).toContain('Examples:');
  });
});
