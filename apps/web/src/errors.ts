/** Why the page could not do what it was asked for, in one line; it may come out of the worker. */
export class WebError extends Error {
  override readonly name = 'WebError';

  constructor(
    /** A code of the converter, or of the few below. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is known of an error on either side of the worker. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export const CANCELLED = 'CANCELLED';

export const cancelled = (): WebError => new WebError(CANCELLED, 'Cancelled.');

export const severalFiles = (names: readonly string[]): WebError =>
  new WebError(
    'SEVERAL_FILES',
    `${names.join(', ')} are several files: give one checkpoint at a time, one .onnx model with the files that keep its data, or one model.json with its weights`,
  );

export const noAverage = (name: string): WebError =>
  new WebError('NO_AVERAGE', `${name} holds no running average: take its weights`);

/** @param why `it does not read back as it was written, at KEY`. */
export const readsBackOtherwise = (name: string, why: string): WebError =>
  new WebError('READ_BACK', `${name}: ${why}, so that nothing was saved`);

const FACTS = { strides: 'strides', identityMultiplier: 'identity multiplier' } as const;

export const graphSaysOtherwise = (
  name: string,
  {
    fact,
    wanted,
    has,
  }: {
    readonly fact: keyof typeof FACTS;
    readonly wanted: string | number;
    /** Null for one that cannot be said here. */
    readonly has: string | number | null;
  },
): WebError =>
  new WebError(
    'GRAPH_FACTS',
    `${FACTS[fact]} ${wanted}: the graph of ${name} has ${FACTS[fact]} ${has ?? 'of its own'}; ${has === null ? 'leave it unsaid' : 'take that'}`,
  );

export const workerFailed = (reason: string): WebError =>
  new WebError(
    'WORKER',
    `the converter stopped: ${reason || 'it did not start, or the memory did not suffice'}`,
  );

/** An error of whatever kind as code and line; foreign ones go by their name. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const { code } = error as { readonly code?: unknown };
  return { code: typeof code === 'string' ? code : error.name, message: error.message };
}
