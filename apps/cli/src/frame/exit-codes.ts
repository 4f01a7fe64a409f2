/** Done; also when help was asked for. */
export const DONE = 0;
/** The work failed: a bad checkpoint, parity not reached, training diverged. */
export const FAILED = 1;
/** The call was wrong: an unknown flag or variant, a missing folder. */
export const WRONG_CALL = 2;
/** Something that the call needs is missing on this machine. */
const MISSING = 3;

/** Exit code of a command that a signal ended, as shells count: 128 and the signal's number. */
export const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * The exit code of each `code` that is not simply a failed piece of work. Packages' codes and
 * Node's stand side by side, since a command passes both on.
 */
const EXIT_CODES: Readonly<Record<string, number>> = {
  // this command's own
  USAGE: WRONG_CALL,
  NOT_FOUND: WRONG_CALL,
  EXISTS: WRONG_CALL,
  UNWRITABLE: WRONG_CALL,
  MISSING,
  // core and mobilenext: all that can be wrong is what was typed
  RECORD: WRONG_CALL,
  SIZE: WRONG_CALL,
  VARIANT: WRONG_CALL,
  OPTION: WRONG_CALL,
  // converter: files that are not there or not ours to write
  NOT_READABLE: WRONG_CALL,
  NOT_WRITABLE: WRONG_CALL,
  // imagenet
  DATA_MISSING: WRONG_CALL,
  DATA_EMPTY: WRONG_CALL,
  DATA_SPLIT: WRONG_CALL,
  DATA_CLASSES: WRONG_CALL,
  DATA_COMPRESSED: WRONG_CALL,
  DATA_UNFINISHED: WRONG_CALL,
  ARGUMENT: WRONG_CALL,
  NETWORK: MISSING,
  // trainer
  SETTING: WRONG_CALL,
  DATA: WRONG_CALL,
  FINISHED: WRONG_CALL,
  // nn
  BACKEND: MISSING,
  // Node: files
  ENOENT: WRONG_CALL,
  ENOTDIR: WRONG_CALL,
  EISDIR: WRONG_CALL,
  EACCES: WRONG_CALL,
  EPERM: WRONG_CALL,
  EROFS: WRONG_CALL,
  // Node: the network
  ENOTFOUND: MISSING,
  EAI_AGAIN: MISSING,
  ECONNREFUSED: MISSING,
  ECONNRESET: MISSING,
  ETIMEDOUT: MISSING,
};

/** The exit code for an error's `code`; 1 for those that the table does not name. */
export const exitCodeOf = (code: string): number => EXIT_CODES[code] ?? FAILED;
