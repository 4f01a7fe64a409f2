import { PictureError } from '@mobilenext/pictures';
import { ImagenetError, type ImagenetErrorCode } from '../../errors.js';
import type { TransformRecord } from '../../transform/transform-record.js';
import type { RottenPicture } from '../load-sample.js';
import type { PictureFileOptions } from '../picture-file.js';
import type { CacheMemory } from '../shared-picture-cache.js';
import type { RingMemory } from './ring.js';

/** What a worker is told when it starts. */
export interface WorkerOrders {
  /** From 1. */
  readonly worker: number;
  readonly path: string;
  /** Of `openDataset`. */
  readonly options: object;
  readonly transform: TransformRecord;
  readonly ring: RingMemory;
  readonly cache: CacheMemory | null;
  readonly file: PictureFileOptions | null;
}

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly length: number }
  | { readonly kind: 'failed'; readonly error: PortableError }
  /** Of a picture, before it is done. */
  | ({ readonly kind: 'news' } & News)
  /** All pictures of a slot are done. */
  | { readonly kind: 'done' };

/** What is to be told of a place in a batch beside its pixels. */
export interface News {
  readonly slot: number;
  readonly place: number;
  readonly serial: number;
  readonly rotten: readonly {
    readonly index: number;
    readonly name: string;
    readonly error: PortableError;
  }[];
  /** Why the place is empty. */
  readonly failure: PortableError | null;
}

/** An error that can be sent; of our own ones, the code would be lost. */
export type PortableError =
  | { readonly code: ImagenetErrorCode; readonly message: string }
  | { readonly pictureCode: PictureError['code']; readonly message: string }
  | { readonly error: Error };

export function toPortable(error: unknown): PortableError {
  if (error instanceof ImagenetError) return { code: error.code, message: error.message };
  if (error instanceof PictureError) return { pictureCode: error.code, message: error.message };
  return { error: error instanceof Error ? error : new Error(String(error)) };
}

export function fromPortable(portable: PortableError): Error {
  if ('code' in portable) return new ImagenetError(portable.code, portable.message);
  if ('pictureCode' in portable) return new PictureError(portable.pictureCode, portable.message);
  return portable.error;
}

export const rottenOf = ({ rotten }: News): readonly RottenPicture[] =>
  rotten.map(({ error, ...picture }) => ({
    ...picture,
    error: fromPortable(error) as ImagenetError,
  }));
