/** Why a picture could not be decoded or worked on; {@link code} says which kind of reason. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    /**
     * `PICTURE`: it cannot be decoded, `cause` is what the decoder said; `MISSING`: there is no
     * decoder; `MEMORY`: more memory is needed than is to be had.
     */
    readonly code: 'PICTURE' | 'MISSING' | 'MEMORY',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const badPicture = (cause: unknown): PictureError =>
  new PictureError('PICTURE', `the picture cannot be decoded (${firstLine(cause)})`, { cause });

export const noDecoder = (cause: unknown): PictureError =>
  new PictureError(
    'MISSING',
    `pictures are decoded by sharp, which cannot be loaded (${firstLine(cause)}): npm install sharp`,
    { cause },
  );

export const noMemory = (bytes: number, limit: number, cause?: unknown): PictureError =>
  new PictureError(
    'MEMORY',
    `the picture needs ${mebibytes(bytes)} MiB of memory, ` +
      `${cause ? 'which this machine did not give' : `more than the limit of ${mebibytes(limit)}`}: ` +
      'use a smaller picture',
    { cause },
  );

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0];
