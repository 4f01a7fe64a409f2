import { types } from 'node:util';
import { didYouMean } from './did-you-mean.js';
import { systemReason } from './system-reason.js';

/** Why a command cannot do what it was asked. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    /**
     * `USAGE`: the call is wrong; `NOT_FOUND`: a file or folder is missing; `EXISTS`: an output is
     * there already; `UNWRITABLE`: an output cannot be written; `FAILED`: the work was done and the
     * result is not good enough; `MISSING`: the machine lacks something.
     */
    readonly code: 'USAGE' | 'NOT_FOUND' | 'EXISTS' | 'UNWRITABLE' | 'FAILED' | 'MISSING',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const badCall = (message: string, cause?: unknown): CliError =>
  new CliError('USAGE', message, { cause });

export const badNumber = (flag: string, value: string, wanted: string): CliError =>
  badCall(`${flag} ${value}: must be ${wanted}`);

export const badChoice = (flag: string, value: string, known: readonly string[]): CliError =>
  badCall(`${flag} ${value}: known are ${known.join(', ')}${didYouMean(value, known)}`);

export const missingFlag = (flag: string, why: string): CliError => badCall(`${flag} ${why}`);

/** Variants are typed with or without their common prefix. */
export const unknownVariant = (name: string, known: readonly string[]): CliError => {
  const short = known.map((each) => each.replace(/^mobilenext-/, ''));
  const mended = didYouMean(name, known) || didYouMean(name, short);
  return badCall(
    `no variant and no file is called '${name}': known are ${known.join(', ')}${mended}`,
  );
};

export const notFound = (what: string, path: string, mend: string): CliError =>
  new CliError('NOT_FOUND', `${what} ${path} does not exist: ${mend}`);

export const alreadyThere = (path: string): CliError =>
  new CliError('EXISTS', `${path} exists already: give another name, or --force to overwrite it`);

export const unwritable = (path: string, cause: unknown): CliError =>
  new CliError(
    'UNWRITABLE',
    `${path} cannot be written (${reasonOf(cause)}): choose another place`,
    {
      cause,
    },
  );

export const failed = (message: string): CliError => new CliError('FAILED', message);

export const missing = (message: string, cause?: unknown): CliError =>
  new CliError('MISSING', message, { cause });

/** Whether an error was foreseen: ours, the packages' and Node's all have a `code`. */
export const isKnown = (error: unknown): error is Error & { readonly code: string } =>
  types.isNativeError(error) && 'code' in error && typeof error.code === 'string';

/** What a refusal of the system means, the code of another known error, or the message. */
export function reasonOf(cause: unknown): string {
  if (isKnown(cause)) return systemReason(cause.code) ?? cause.code;
  return types.isNativeError(cause) ? cause.message : String(cause);
}
