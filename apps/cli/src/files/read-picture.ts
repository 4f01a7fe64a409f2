import { readFile } from 'node:fs/promises';
import type { Context } from '../frame/context.js';
import { badCall } from '../frame/errors.js';
import type { PictureSource } from './find-pictures.js';

/** The bytes of a picture, wherever it lies. @throws {CliError} `USAGE` if nothing is piped in. */
export function readPicture(source: PictureSource, { stdin }: Context): Promise<Uint8Array> {
  return source.kind === 'file' ? readFile(source.path) : readAll(stdin);
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  if (parts.every(({ length }) => length === 0)) throw badCall('stdin is empty: pipe a picture in');
  return Buffer.concat(parts);
}
