import { describe, expect, it } from '@jest/globals';
import { bytes, grouped, percent, scientific } from './numbers.js';
import { formatTable } from './table.js';

describe('numbers', () => {
  it('are written for readers', () => {
    expect(grouped(3_416_552)).toBe('3,416,552');
    expect(percent(0.7602)).toBe('76.02 %');
    expect(scientific(1.6202e-5)).toBe('1.62e-5');
    expect(scientific(0)).toBe('0');
    expect(bytes(0)).toBe('0 B');
    expect(bytes(1_480_000)).toBe('1.5 MB');
  });
});

describe('formatTable', () => {
  it('puts numbers to the right and leaves no blanks at line ends', () => {
    const table = formatTable(
      [{ title: 'name' }, { title: 'count', align: 'right' }, { title: 'note' }],
      [
        ['a', 5, ''],
        ['longer', 12345, 'x'],
      ],
    );
    expect(table).toBe(
      'name    count  note\n------  -----  ----\na           5\nlonger  12345  x\n',
    );
  });
});
