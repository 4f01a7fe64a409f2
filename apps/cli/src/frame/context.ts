/** Somewhere to write text; lines bring their own line ends. */
export interface Writer {
  write(text: string): unknown;
}

/** What a command knows of the world that it was called in. */
export interface Context {
  /** Results, and nothing else. */
  readonly stdout: Writer;
  /** Everything else. */
  readonly stderr: Writer;
  /** What is piped in. */
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Whether stderr may show colours and moving bars. */
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** `--json`: one document on stdout instead of text. */
  readonly json: boolean;
  /** `--verbose`: known errors show their stack too. */
  readonly verbose: boolean;
}

/** Whether stderr may show colours and moving bars: a terminal, and neither NO_COLOR nor CI set. */
export function mayMove(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env.NO_COLOR && !env.CI;
}

/** Writes the one document of `--json`. */
export function writeJson(context: Pick<Context, 'stdout'>, document: unknown): void {
  context.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Writes a document of one line, where many follow each other. */
export function writeJsonLine(context: Pick<Context, 'stdout'>, document: unknown): void {
  context.stdout.write(`${JSON.stringify(document)}\n`);
}

/** A line for the reader, not for the next program. */
export function say(context: Pick<Context, 'stderr'>, line: string): void {
  context.stderr.write(`${line}\n`);
}
