/** Watches a connection on which something should happen. */
export interface StallWatch {
  /** Aborted when nothing happened for too long, or with the signal that was given. */
  readonly signal: AbortSignal;
  /** Something happened. */
  readonly noteLife: () => void;
  readonly stop: () => void;
}

export function watchForStall(stallMs: number, outer?: AbortSignal): StallWatch {
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    stalled.abort(new Error(`nothing came for ${stallMs / 1000} s`));
  }, stallMs);
  return {
    signal: outer ? AbortSignal.any([outer, stalled.signal]) : stalled.signal,
    noteLife: () => timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
