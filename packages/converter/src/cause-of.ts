/** `fetch failed` says nothing; what lies behind it names the host and what it did. */
export const causeOf = (error: unknown): unknown =>
  (typeof error === 'object' && error !== null && 'cause' in error && error.cause) || error;
