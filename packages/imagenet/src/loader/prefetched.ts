/**
 * Results of `work` in the order of `items`, of which up to `ahead` more are under way while the
 * consumer is busy. When the consumer stops early, the signal given to `work` is aborted, and the
 * consumer is let go only when all work under way has ended.
 */
export async function* prefetched<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item, stop: AbortSignal) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result> {
  const stop = new AbortController();
  const remaining = items[Symbol.iterator]();
  const underWay: Promise<Result>[] = [];
  try {
    for (;;) {
      while (underWay.length <= ahead) {
        const next = remaining.next();
        if (next.done) break;
        const result = work(next.value, stop.signal);
        // It may fail while an earlier one is awaited; whoever comes to it is told.
        result.catch(() => undefined);
        underWay.push(result);
      }
      const result = underWay.shift();
      if (!result) return;
      yield await result;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(underWay);
  }
}
