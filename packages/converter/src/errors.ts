import { BATCH_NORM_EPSILON, nearestNames } from '@mobilenext/core';
import { USUAL_SUFFIXES } from './formats.js';
import { systemCode } from './system-code.js';

export type ConverterErrorCode =
  /** The bytes are something else, or hold no parameters. */
  | 'not-a-checkpoint'
  /** A format that is recognised but not read. */
  | 'unsupported-format'
  /** The file ends too early. */
  | 'truncated'
  /** The bytes contradict the format. */
  | 'corrupt'
  /** A pickle asks for a Python object that plain weights do not need. */
  | 'refused-global'
  /** A tensor points outside of its data. */
  | 'out-of-bounds'
  /** More memory would be needed than the file can honestly ask for. */
  | 'too-large'
  | 'too-deep'
  | 'unsupported-dtype'
  /** A value lies outside of what the dtype asked for can hold. */
  | 'not-representable'
  /** The pointer that git-lfs leaves in place of the file. */
  | 'lfs-pointer'
  /** What a failed download leaves. */
  | 'html-page'
  /** A format that holds the graph is to be written, and the network is not given. */
  | 'network-needed'
  /** The fit to a network: a parameter is not there, has another shape, is none of its, or is there twice. */
  | 'missing-key'
  | 'shape-mismatch'
  | 'unexpected-key'
  | 'duplicate-key'
  /** A file that the checkpoint names for its data is not there, or may not be named. */
  | 'missing-file'
  | 'refused-path'
  /** The file to read does not exist or may not be read. */
  | 'NOT_READABLE'
  /** The file to write exists, may not be written, or the disk is full. */
  | 'EXISTS'
  | 'NOT_WRITABLE'
  | 'DISK_FULL'
  /** A server cannot be reached, does not have the file, or breaks off again and again. */
  | 'NETWORK'
  /** What was fetched is not the file that was meant. */
  | 'CHECKSUM'
  /** A file that was written holds something else than what was to be written. */
  | 'READ_BACK';

/** Why a checkpoint could not be read, written or fitted; {@link code} says which kind of reason. */
export class ConverterError extends Error {
  override readonly name = 'ConverterError';

  constructor(
    readonly code: ConverterErrorCode,
    message: string,
    options: ErrorOptions & {
      /** The key, the pickle global or the path that the error is about. */
      readonly subject?: string;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.subject = options.subject;
  }

  readonly subject: string | undefined;
}

export const notACheckpoint = (what: string): ConverterError =>
  new ConverterError('not-a-checkpoint', `not a checkpoint: ${what}`);

export const cannotWriteFormat = (path: string): ConverterError =>
  new ConverterError(
    'unsupported-format',
    `${path}: its suffix names no format that is written here, which are ${USUAL_SUFFIXES}; ` +
      'a folder for TensorFlow.js wants its format named',
    { subject: path },
  );

export const networkNeeded = (format: string): ConverterError =>
  new ConverterError(
    'network-needed',
    `${format} files hold the graph, too: give the network whose parameters these are`,
  );

export const foreignFolder = (path: string): ConverterError =>
  new ConverterError(
    'EXISTS',
    `${path} holds more than a TensorFlow.js model, so that it is not overwritten: choose another folder`,
    { subject: path },
  );

export const truncated = (where: string, wanted: number | bigint, left: number): ConverterError =>
  new ConverterError(
    'truncated',
    `${where} needs ${wanted} bytes, ${left} are left: the file is cut off, fetch it again`,
  );

export const endMissing = (what: string, cause?: unknown): ConverterError =>
  new ConverterError('truncated', `${what} is missing: the file is cut off, fetch it again`, {
    cause,
  });

export const brokenOff = (url: string, cause?: unknown): ConverterError =>
  new ConverterError('truncated', `${url} breaks off before its end: try again`, {
    subject: url,
    cause,
  });

export const changedMeanwhile = (url: string): ConverterError =>
  new ConverterError('corrupt', `${url} changed while it was read: try again`, { subject: url });

export const corrupt = (where: string, what: string, cause?: unknown): ConverterError =>
  new ConverterError(
    'corrupt',
    `${where}: ${what}; the file is damaged or was not made by its own library`,
    { cause },
  );

export const refusedGlobal = (name: string): ConverterError =>
  new ConverterError(
    'refused-global',
    `the pickle asks for ${name}, which weights do not need: nothing was executed; ` +
      'save weights alone, with torch.save(model.state_dict(), FILE) or as safetensors',
    { subject: name },
  );

export const outOfBounds = (where: string, what: string): ConverterError =>
  new ConverterError('out-of-bounds', `${where}: ${what}`, { subject: where });

export const tooLarge = (where: string, what: string): ConverterError =>
  new ConverterError('too-large', `${where}: ${what}`);

export const tooDeep = (limit: number): ConverterError =>
  new ConverterError('too-deep', `the pickle nests its containers more than ${limit} deep`);

export const unsupportedDtype = (key: string, dtype: string): ConverterError =>
  new ConverterError(
    'unsupported-dtype',
    `${key} is stored as ${dtype}, which cannot be read as numbers here: save it as float32`,
    { subject: key },
  );

export const unwritableDtype = (key: string, dtype: string, format: string): ConverterError =>
  new ConverterError(
    'unsupported-dtype',
    `${key} is stored as ${dtype}, which ${format} files do not know: write .safetensors instead`,
    { subject: key },
  );

export const noPaddleName = (key: string): ConverterError =>
  new ConverterError(
    'unexpected-key',
    `${key} belongs to no convolution, batch norm or linear layer, so that Paddle has no name for it: leave it out`,
    { subject: key },
  );

export const beyondHalf = (key: string, value: number): ConverterError =>
  new ConverterError(
    'not-representable',
    `${key} holds ${value}, and float16 ends at 65504: store it as float32`,
    { subject: key },
  );

export const notFloat = (key: string, dtype: string): ConverterError =>
  new ConverterError(
    'unsupported-dtype',
    `${key} is stored as ${dtype}, but the network needs floating-point values: save it as float32`,
    { subject: key },
  );

export const lfsPointer = (): ConverterError =>
  new ConverterError(
    'lfs-pointer',
    'this is the pointer that git-lfs leaves in place of the file: run `git lfs pull` and try again',
  );

export const htmlPage = (): ConverterError =>
  new ConverterError(
    'html-page',
    'this is a web page, as a failed download leaves it: fetch the file itself',
  );

export const sizeDiffers = (key: string, bytes: number, wanted: number | bigint): ConverterError =>
  new ConverterError('corrupt', `${key}: ${bytes} bytes are given, its shape needs ${wanted}`, {
    subject: key,
  });

export const refusedPath = (key: string, location: string): ConverterError =>
  new ConverterError(
    'refused-path',
    `${key} lies in ${JSON.stringify(location)}, which is no file in the model's folder: nothing was opened`,
    { subject: key },
  );

export const missingFile = (name: string, remedy: string): ConverterError =>
  new ConverterError('missing-file', `the model keeps data in ${name}: ${remedy}`, {
    subject: name,
  });

export const otherEpsilon = (key: string, epsilon: number): ConverterError =>
  new ConverterError(
    'unsupported-format',
    `the batch norm of ${key} adds ${epsilon} to the variance, where MobileNeXt adds ${BATCH_NORM_EPSILON}`,
    { subject: key },
  );

/** @param said by the metadata, in words. */
export const otherThanGraph = (said: string, graph: string | number): ConverterError =>
  new ConverterError(
    'corrupt',
    `the metadata say ${said}, where the graph has ${graph}: write it anew from the checkpoint that it was made of`,
  );

export const readsBackOtherwise = (key: string): ConverterError =>
  new ConverterError('READ_BACK', `it does not read back as it was written, at ${key}`, {
    subject: key,
  });

export const otherGraphWritten = (fact: string): ConverterError =>
  new ConverterError('READ_BACK', `its graph does not have the ${fact} of the network`);

export const notReadable = (path: string, cause: unknown): ConverterError =>
  new ConverterError(
    'NOT_READABLE',
    `${path} cannot be read: ${reasonOf(cause, { ENOENT: 'there is no such file' })}`,
    { subject: path, cause },
  );

export const alreadyExists = (path: string): ConverterError =>
  new ConverterError('EXISTS', `${path} exists: choose another name, or overwrite it with force`, {
    subject: path,
  });

export const notWritable = (path: string, cause: unknown): ConverterError =>
  new ConverterError(
    'NOT_WRITABLE',
    `${path} cannot be written: ${reasonOf(cause, { ENOENT: 'its folder does not exist' })}`,
    { subject: path, cause },
  );

export const diskFull = (path: string, cause: unknown): ConverterError =>
  new ConverterError(
    'DISK_FULL',
    `${path} was not written, for the disk is full: free some space and try again`,
    { subject: path, cause },
  );

/** What the system's codes mean to a user, whichever way the file goes. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you do not have the permission',
  EPERM: 'you do not have the permission',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};

const reasonOf = (cause: unknown, special: Readonly<Record<string, string>>): string => {
  const code = systemCode(cause) ?? '';
  return special[code] ?? REASONS[code] ?? messageOf(cause);
};

/** The path, with which Node's messages end, is said already: `EIO: i/o error, read '/a/b'`. */
const messageOf = (cause: unknown): string => {
  const { message } = cause as { readonly message?: unknown };
  return typeof message === 'string' ? message.replace(/, \w+(?: '.*')?$/, '') : String(cause);
};

/**
 * An error about a source that has a name, which its message begins with unless it is in there.
 *
 * @param name path, URL or file name.
 */
export function inNameOf(name: string | undefined, error: unknown): unknown {
  if (!(error instanceof ConverterError) || name === undefined || error.subject === name) {
    return error;
  }
  const { code, message, subject } = error;
  return new ConverterError(code, `${name}: ${message}`, { subject, cause: error });
}

/** One key that does not fit: absent, or of another shape. */
export interface Misfit {
  readonly key: string;
  readonly misshapen?: { readonly has: readonly number[]; readonly wants: readonly number[] };
}

/** A message with more than this many keys of a kind is not read to its end. */
const LISTED_KEYS = 8;

/** Comparing names takes time, and a file may hold any number of them. */
const COMPARED_KEYS = 1000;

export function doesNotFit(
  misfits: readonly Misfit[],
  unexpected: readonly string[],
  total: number,
): ConverterError {
  const absent = misfits.filter(({ misshapen }) => !misshapen);
  const others = unexpected.slice(0, COMPARED_KEYS);
  const parts = [
    list('missing', absent, ({ key }) => withNearest(key, 'the file', others)),
    list(
      'of another shape',
      misfits.flatMap(({ key, misshapen }) => (misshapen ? [{ key, ...misshapen }] : [])),
      ({ key, has, wants }) => `${key} (file [${has.join(',')}], network [${wants.join(',')}])`,
    ),
    list('unexpected', unexpected, (key) => key),
  ];
  return new ConverterError(
    absent.length > 0 ? 'missing-key' : 'shape-mismatch',
    `${misfits.length} of ${total} keys do not fit the network: ${parts.filter(Boolean).join('; ')}; ` +
      'is it another width, another number of classes or another network?',
    { subject: misfits[0].key },
  );
}

/** @param wanted keys of the network. */
export function foreignLayers(keys: readonly string[], wanted: Iterable<string>): ConverterError {
  const known = [...wanted];
  const listed = list('', keys, (key) => withNearest(key, 'it', known));
  return new ConverterError(
    'unexpected-key',
    `the network does not have ${keys.length} of the file's parameters:${listed}; ` +
      'is it another network? Convert or train with partial to leave them out',
    { subject: keys[0] },
  );
}

function withNearest(key: string, owner: string, names: readonly string[]): string {
  const near = nearestNames(key, names);
  return near.length > 0 ? `${key} (${owner} has ${near.join(', ')})` : key;
}

function list<T>(title: string, items: readonly T[], text: (item: T) => string): string {
  if (items.length === 0) return '';
  const more = items.length - LISTED_KEYS;
  const texts = items.slice(0, LISTED_KEYS).map(text);
  return `${title} ${texts.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export const duplicateKey = (key: string): ConverterError =>
  new ConverterError(
    'duplicate-key',
    `${key} stands twice, with and without a prefix such as module.: remove one of the two`,
    { subject: key },
  );

export const notMobileNeXt = (key: string): ConverterError =>
  new ConverterError(
    'missing-key',
    `${key} is missing, so that the classes cannot be counted: is it MobileNeXt, with its classifier?`,
    { subject: key },
  );
