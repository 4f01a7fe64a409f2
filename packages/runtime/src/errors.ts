/** A network, input or machine that the runtime cannot work with. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';

  constructor(
    /**
     * `INPUT`: pictures or options that cannot be; `MEMORY`: an allocation failed; `THREADS`: the
     * machine has no threads, or lost one; `DISPOSED`: used after `dispose()`.
     */
    readonly code: 'INPUT' | 'MEMORY' | 'THREADS' | 'DISPOSED',
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

export const noWorkers = (): RuntimeError =>
  new RuntimeError('THREADS', 'there are no workers here: leave `threads` away');

export const threadLost = (): RuntimeError =>
  new RuntimeError('THREADS', 'a thread does not answer any more: compile the network again');

export const disposed = (network: string): RuntimeError =>
  new RuntimeError('DISPOSED', `${network} was disposed of; compile it again`);
