import { types } from 'node:util';
import { isKnown } from './errors.js';
import { exitCodeOf, FAILED } from './exit-codes.js';
import { systemReason } from './system-reason.js';

/** What is told of an error, and the exit code that it leads to. */
export interface Failure {
  /** Lines for stderr, with line ends. */
  readonly text: string;
  readonly exitCode: number;
}

/**
 * Words an error for the user. One with a `code` is known: one line, with `verbose` its stack
 * below. Any other is a mistake of ours and shows its stack at once.
 */
export function describeFailure(
  error: unknown,
  { command, verbose }: { readonly command: string; readonly verbose: boolean },
): Failure {
  const prefix = `mobilenext ${command}:`.replace(' :', ':');
  if (!isKnown(error)) {
    const stack = types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
    return { text: `${prefix} unexpected error, please report it\n${stack}\n`, exitCode: FAILED };
  }
  const stack = verbose ? `${stackOf(error)}\n` : '';
  return {
    text: `${prefix} ${oneLine(messageOf(error))}\n${stack}`,
    exitCode: exitCodeOf(error.code),
  };
}

/** A refusal of the system in our words; its own are `EISDIR: illegal operation on a directory`. */
function messageOf(error: Error & { readonly code: string; readonly path?: unknown }): string {
  if (!('syscall' in error)) return error.message;
  const reason = systemReason(error.code);
  // A folder can be opened, and is refused without its name when it is read.
  if (error.path === undefined && error.code === 'EISDIR') return 'a folder was given for a file';
  // Of two paths the system does not say which is meant.
  const isOfOne = typeof error.path === 'string' && !('dest' in error);
  return isOfOne && reason !== undefined ? `${String(error.path)}: ${reason}` : error.message;
}

function stackOf(error: Error): string {
  const cause = types.isNativeError(error.cause) ? `\ncaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? ''}${cause}`;
}

const oneLine = (message: string): string => message.trim().replaceAll(/\s*\n\s*/g, ' ');
