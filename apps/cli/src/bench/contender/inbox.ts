/** A queue whose taker waits. */
export interface Inbox<T> {
  put(item: T): void;
  /** No more will come: whoever takes from an empty inbox gets this error, the first one given. */
  close(error: Error): void;
  /** The oldest item; one taker at a time. */
  take(): Promise<T>;
}

/** An empty, open inbox. */
export function makeInbox<T>(): Inbox<T> {
  const items: T[] = [];
  let closed: Error | undefined;
  let taker: { resolve: (item: T) => void; reject: (error: Error) => void } | undefined;
  return {
    put(item) {
      if (taker) taker.resolve(item);
      else items.push(item);
      taker = undefined;
    },
    close(error) {
      closed ??= error;
      taker?.reject(closed);
      taker = undefined;
    },
    take() {
      if (items.length > 0) return Promise.resolve(items.shift() as T);
      if (closed) return Promise.reject(closed);
      return new Promise((resolve, reject) => {
        taker = { resolve, reject };
      });
    },
  };
}
