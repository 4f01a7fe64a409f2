import type { Context } from './context.js';

/** A line on the terminal that is drawn over and over. Where nothing may move, it draws nothing. */
export interface Progress {
  /** @param fraction done, 0 to 1. */
  show(fraction: number, text: string): void;
  /** Takes the line away, before other text and at the end. */
  clear(): void;
}

const LONGEST_BAR = 20;
/** Takes away what stands on the terminal's line. */
export const ERASE_LINE = '\r\u001b[K';

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
      // A line as wide as the terminal would wrap and could not be drawn over: the bar gives way.
      const room = columns - 1;
      const cells = Math.max(0, Math.min(LONGEST_BAR, room - text.length - 1));
      stderr.write(
        `${ERASE_LINE}${`${barOf(fraction, cells)} ${text}`.trimStart().slice(0, room)}`,
      );
    },
    clear: () => {
      if (isShown) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
}

function barOf(fraction: number, cells: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * cells);
  return `${'█'.repeat(filled)}${'░'.repeat(cells - filled)}`;
}
