import { SIGNAL_EXIT_CODES } from './exit-codes.js';

type Signal = keyof typeof SIGNAL_EXIT_CODES;

const SIGNALS = Object.keys(SIGNAL_EXIT_CODES) as Signal[];

/** What this module needs of Node's `process`. */
export interface SignalSource {
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
  exit(code: number): void;
}

/** Watches for the signals that ask a program to end. */
export interface SignalWatch {
  /** Aborted at the first signal, so that work can be saved. */
  readonly signal: AbortSignal;
  /** 130 or 143 once a signal came. */
  exitCode(): number | undefined;
  stop(): void;
}

/**
 * The first signal aborts and lets the command save; the second ends the program without. Both are
 * heard only between two pieces of synchronous work, such as the steps of a training.
 */
export function watchSignals(
  source: SignalSource,
  onFirst: (signal: Signal) => void = () => undefined,
): SignalWatch {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      if (exitCode !== undefined) return source.exit(SIGNAL_EXIT_CODES[signal]);
      exitCode = SIGNAL_EXIT_CODES[signal];
      onFirst(signal);
      controller.abort();
    };
    source.on(signal, listener);
    return { signal, listener };
  });
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    stop: () => listeners.forEach(({ signal, listener }) => source.off(signal, listener)),
  };
}
