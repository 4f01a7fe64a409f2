import { describe, expect, it } from '@jest/globals';
import { mayMove } from './context.js';
import { makeProgress } from './progress.js';

function draw(isTerminal: boolean, text: string): string {
  let written = '';
  const progress = makeProgress({
    stderr: { write: (part) => (written += part) },
    isTerminal,
    columns: 30,
  });
  progress.show(0.5, text);
  progress.clear();
  return written;
}

describe('makeProgress', () => {
  it('draws over one line, in which the bar gives way to the text', () => {
    expect(draw(true, 'half')).toBe(`\r\u001b[K${'█'.repeat(10)}${'░'.repeat(10)} half\r\u001b[K`);
    expect(draw(true, 'half of the work is done')).toContain(' ██░░ half of'.trim());
    expect(draw(true, 'x'.repeat(40))).toBe(`\r\u001b[K${'x'.repeat(29)}\r\u001b[K`);
  });

  it('writes nothing where nothing may move', () => {
    expect(draw(false, 'half')).toBe('');
  });
});

describe('mayMove', () => {
  it('needs a terminal, and neither NO_COLOR nor CI', () => {
    expect(mayMove({ isTTY: true }, {})).toBe(true);
    expect(mayMove({ isTTY: false }, {})).toBe(false);
    expect(mayMove({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(mayMove({ isTTY: true }, { CI: 'true' })).toBe(false);
  });
});
