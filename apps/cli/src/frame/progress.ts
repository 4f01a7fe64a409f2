import type { Context } from './context.js';

/** A line on the terminal that is drawn over and over. Where nothing may move, it draws nothing. */
export interface Progress {
  /** @param fraction done, 0 to 1. */
  show(fraction: number, text: string): void;
  /** Takes the line away, before other text and at the end. */
  clear(): void;
}

const BAR_CELLS = 20;
const ERASE_LINE = '\r\u001b[K';

/** A progress line on stderr. */
export function makeProgress(
  context: Pick<Context, 'stderr' | 'isTerminal' | 'columns'>,
): Progress {
  const { stderr, isTerminal, columns } = context;
  if (!isTerminal) return { show: () => undefined, clear: () => undefined };
  let isShown = false;
  return {
    show: (fraction, text) => {
      isShown = true;
      // A line as wide as the terminal would wrap and could not be drawn over.
      stderr.write(`${ERASE_LINE}${`${barOf(fraction)} ${text}`.slice(0, columns - 1)}`);
    },
    clear: () => {
      if (isShown) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
}

function barOf(fraction: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_CELLS);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
}
