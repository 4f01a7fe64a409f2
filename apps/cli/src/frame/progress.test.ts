import { describe, expect, it } from '@jest/globals';
import { mayMove } from './context.js';
import { makeProgress } from './progress.js';

function draw(isTerminal: boolean): string {
  let written = '';
  const progress = makeProgress({
    stderr: { write: (text) => (written += text) },
    isTerminal,
    columns: 30,
  });
  progress.show(0.5, 'half of the work is done by now');
  progress.clear();
  return written;
}

describe('makeProgress', () => {
  it('draws over one line that fits the terminal', () => {
    expect(draw(true)).toBe(`\r\u001b[K${'█'.repeat(10)}${'░'.repeat(10)} half of \r\u001b[K`);
  });

  it('writes nothing where nothing may move', () => {
    expect(draw(false)).toBe('');
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
