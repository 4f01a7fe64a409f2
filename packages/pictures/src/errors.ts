/** Why a picture could not be decoded or worked on; {@link code} says which kind of reason. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    /**
     * `PICTURE`: it cannot be decoded, `cause` is what the decoder said; `MISSING`: there is no
     * decoder; `MEMORY`: more memory is needed than is to be had; `ARGUMENT`: a number that makes no
     * sense, or pictures that do not go together.
     */
    readonly code: 'PICTURE' | 'MISSING' | 'MEMORY' | 'ARGUMENT',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const badPicture = (cause: unknown): PictureError =>
  new PictureError('PICTURE', `the picture cannot be decoded (${firstLine(cause)})`, { cause });

export const leftToOthers = (): PictureError =>
  new PictureError(
    'PICTURE',
    'the JPEG file is damaged or of a rare kind: use decode(), which has other decoders for these',
  );

export const noDecoder = (cause: unknown): PictureError =>
  new PictureError(
    'MISSING',
    `this picture is decoded by sharp, which cannot be loaded (${firstLine(cause)}): npm install sharp`,
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

export const badNumber = (what: string, value: number, wanted: string): PictureError =>
  new PictureError('ARGUMENT', `the ${what} is ${value}: it must be ${wanted}`);

export const badSize = (width: number, height: number): PictureError =>
  new PictureError(
    'ARGUMENT',
    `a picture of ${width}x${height}: both must be whole and at least 1`,
  );

export const badMatrix = (matrix: readonly number[], wanted: string): PictureError =>
  new PictureError('ARGUMENT', `the matrix is ${matrix.join(', ')}: it must be ${wanted}`);

interface Size {
  readonly width: number;
  readonly height: number;
}

export const badBox = (box: readonly number[], { width, height }: Size): PictureError =>
  new PictureError(
    'ARGUMENT',
    `the box of left, top, width, height ${box.join(', ')} does not lie inside the picture of ` +
      `${width}x${height} pixels`,
  );

export const badFill = (bytes: number, { width, height }: Size): PictureError =>
  new PictureError(
    'ARGUMENT',
    `${bytes} bytes do not fill a box of ${width}x${height} pixels, three bytes each`,
  );

export const otherSize = (first: Size, second: Size): PictureError =>
  new PictureError(
    'ARGUMENT',
    `pictures of ${first.width}x${first.height} and ${second.width}x${second.height} pixels ` +
      'cannot be blended: resize or crop one',
  );

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0];
