/**
 * A line that a contender writes: a JSON object, as it came. Other lines, such as the greetings of
 * libraries, are none.
 */
export type Answer = Readonly<Record<string, unknown>>;

/** The answer in a line, or undefined. */
export function parseAnswer(line: string): Answer | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return undefined;
  }
}

/** What a contender says of itself when it is ready. */
export interface Introduction {
  /** Of the library that computes. */
  readonly version: string;
  /** Threads that it computes with. */
  readonly threads: number;
}

/** Why a contender does not take part. */
export interface Absence {
  /** `missing`: not installed; `unable`: installed, but cannot do this job. */
  readonly kind: 'missing' | 'unable';
  /** One line; of what is missing, also the command that installs it. */
  readonly reason: string;
}

/** The first answer read; undefined if it is neither an introduction nor an absence. */
export function readIntroduction(answer: Answer): Introduction | Absence | undefined {
  const { ready, version, threads, missing, unable } = answer;
  if (typeof missing === 'string') return { kind: 'missing', reason: missing };
  if (typeof unable === 'string') return { kind: 'unable', reason: unable };
  if (ready !== true || typeof version !== 'string' || typeof threads !== 'number') {
    return undefined;
  }
  return { version, threads };
}

/** Finite numbers, `count` of them if given; undefined if the value is anything else. */
export function readNumbers(value: unknown, count?: number): readonly number[] | undefined {
  const fits =
    Array.isArray(value) &&
    (count === undefined ? value.length > 0 : value.length === count) &&
    value.every(Number.isFinite);
  return fits ? (value as number[]) : undefined;
}
