/** A network, input or machine that the runtime cannot work with. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';

  constructor(
    /** `INPUT`: pictures of the wrong size; `MEMORY`: an allocation failed; `DISPOSED`: used after `dispose()`. */
    readonly code: 'INPUT' | 'MEMORY' | 'DISPOSED',
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

export const disposed = (network: string): RuntimeError =>
  new RuntimeError('DISPOSED', `${network} was disposed of; compile it again`);
