/** A network, input or machine that the runtime cannot work with. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';

  constructor(
    /**
     * `INPUT`: pictures or options that cannot be; `MEMORY`: an allocation failed; `THREADS`: the
     * machine has no threads, or one failed or was lost; `DISPOSED`: used after `dispose()` or such a
     * failure; `READ`: a file or address cannot be read; `WEIGHTS`: a file of weights that is damaged
     * or of another network;
     * `NETWORK`: what the file does not say must be asked for; `PICTURE`: a picture that cannot be
     * decoded; `MISSING`: something is not installed.
     */
    readonly code:
      | 'INPUT'
      | 'MEMORY'
      | 'THREADS'
      | 'DISPOSED'
      | 'READ'
      | 'WEIGHTS'
      | 'NETWORK'
      | 'PICTURE'
      | 'MISSING',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const noMemory = (bytes: number, network: string, cause: unknown): RuntimeError =>
  new RuntimeError(
    'MEMORY',
    `${network} needs ${Math.ceil(bytes / 2 ** 20)} MiB of memory, which this machine did not give; ` +
      'use a smaller input or a narrower variant',
    { cause },
  );

export const badPictures = (length: number, picture: readonly number[]): RuntimeError =>
  new RuntimeError(
    'INPUT',
    `${length} values are no whole number of pictures [${picture.join(', ')}] ` +
      `of ${picture.reduce((product, side) => product * side, 1)} values`,
  );

export const badThreads = (threads: number): RuntimeError =>
  new RuntimeError('INPUT', `threads is ${threads}: it must be a whole number of at least 1`);

export const noSharedMemory = (): RuntimeError =>
  new RuntimeError(
    'THREADS',
    'threads need SharedArrayBuffer, which a page has if it is served with the headers ' +
      'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp',
  );

export const workerFailed = (cause: unknown): RuntimeError =>
  new RuntimeError(
    'THREADS',
    `a worker did not start (${reasonOf(cause)}): use fewer \`threads\`, or leave them away`,
    { cause },
  );

export const threadLost = (): RuntimeError =>
  new RuntimeError('THREADS', 'a thread does not answer any more: compile the network again');

export const threadFailed = (cause: unknown): RuntimeError =>
  new RuntimeError(
    'THREADS',
    `a thread failed at its work (${reasonOf(cause)}): compile the network again`,
    { cause },
  );

export const givenUp = (network: string, cause: unknown): RuntimeError =>
  new RuntimeError('DISPOSED', `${network} was given up when a run failed (${reasonOf(cause)})`, {
    cause,
  });

export const disposed = (network: string): RuntimeError =>
  new RuntimeError('DISPOSED', `${network} was disposed of; compile it again`);

export const badOption = (name: string, value: unknown, wanted: string): RuntimeError =>
  new RuntimeError('INPUT', `${name} is ${String(value)}: it must be ${wanted}`);

export const badLabels = (labels: number, classes: number): RuntimeError =>
  new RuntimeError(
    'INPUT',
    `there are ${labels} labels, the network has ${classes} classes: give one for each`,
  );

export const badPixels = (
  name: string,
  length: number,
  width: number,
  height: number,
): RuntimeError =>
  new RuntimeError(
    'INPUT',
    `${name} has ${length} bytes for ${width}x${height} pixels: give 3 (RGB) or 4 (RGBA) a pixel`,
  );

export const badPreprocessing = (field: string): RuntimeError =>
  new RuntimeError('INPUT', `preprocessing.${field} cannot be: see IMAGENET_224 for one that can`);

export function unreadable(name: string, cause: unknown): RuntimeError {
  const reason = reasonOf(cause);
  const words = reason.startsWith('EISDIR')
    ? 'is a folder: give the path of a file'
    : `cannot be read (${reason}): is it there?`;
  return new RuntimeError('READ', `${name} ${words}`, { cause });
}

export const notSafetensors = (what: string, remedy: string): RuntimeError =>
  new RuntimeError('WEIGHTS', `the weights are ${what}, not safetensors: ${remedy}`);

export const corrupt = (where: string, what: string): RuntimeError =>
  new RuntimeError('WEIGHTS', `${where}: ${what}; the file is damaged, fetch it again`);

export const damagedFacts = (cause: Error): RuntimeError =>
  new RuntimeError('WEIGHTS', cause.message, { cause });

export const badDtype = (key: string, dtype: string): RuntimeError =>
  new RuntimeError(
    'WEIGHTS',
    `${key}: its numbers are ${dtype}, read are F32, F16 and BF16: save it as one of these`,
  );

export const missingKey = (key: string, network: string): RuntimeError =>
  new RuntimeError(
    'WEIGHTS',
    `${key} is missing for ${network}: is it another network? \`mobilenext convert\` mends names`,
  );

export const wrongShape = (
  key: string,
  shapes: { readonly has: readonly number[]; readonly wants: readonly number[] },
  network: string,
): RuntimeError =>
  new RuntimeError(
    'WEIGHTS',
    `${key}: the file has [${shapes.has.join(',')}], ${network} needs ` +
      `[${shapes.wants.join(',')}]: is it another variant? \`mobilenext summary FILE\` tells`,
  );

export const notFinite = (): RuntimeError =>
  new RuntimeError('WEIGHTS', 'the logits are no numbers: the weights hold NaN or are damaged');

export const unknownNetwork = (fitting: readonly string[]): RuntimeError =>
  new RuntimeError(
    'NETWORK',
    'the file does not say its strides and identity multiplier: give ' +
      `variant: ${fitting.map((name) => `'${name}'`).join(' or ')}, ` +
      'and identityMultiplier if it is not 1; `mobilenext convert --crop SIZE --detect PICTURES` finds them out',
  );

export const otherNetwork = (
  option: string,
  values: { readonly given: string | number; readonly saved: string | number },
): RuntimeError =>
  new RuntimeError(
    'NETWORK',
    `${option} is ${values.given}, the file was saved with ${values.saved}: leave the option out`,
  );

export const badPicture = (name: string, cause: unknown): RuntimeError =>
  new RuntimeError('PICTURE', `${name} cannot be decoded (${reasonOf(cause)}): is it a picture?`, {
    cause,
  });

export const pictureTooLarge = (cause: Error): RuntimeError =>
  new RuntimeError('MEMORY', cause.message, { cause });

export const noDecoder = (name: string, cause: unknown): RuntimeError =>
  new RuntimeError(
    'MISSING',
    `${name} is no JPEG file, or one that is damaged or of a rare kind: such are decoded by sharp, which cannot be loaded (${reasonOf(cause)}): npm install sharp`,
    { cause },
  );

/** One line of what another library has to say, without the path that Node adds. */
function reasonOf(cause: unknown): string {
  const { message = cause } = (cause ?? {}) as { readonly message?: unknown };
  return String(message)
    .trim()
    .split('\n')[0]
    .replace(/, [a-z]+ '.*'$/, '')
    .replace(/:\s*$/, '');
}
