/** Why a picture could not be worked on; {@link code} says which kind of reason. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    /** `MEMORY`: more memory is needed than is to be had. */
    readonly code: 'MEMORY',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const noMemory = (bytes: number, limit: number, cause?: unknown): PictureError =>
  new PictureError(
    'MEMORY',
    `the picture needs ${mebibytes(bytes)} MiB of memory, ` +
      `${cause ? 'which this machine did not give' : `more than the limit of ${mebibytes(limit)}`}: ` +
      'use a smaller picture',
    { cause },
  );

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
