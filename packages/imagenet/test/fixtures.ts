import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, type Picture } from '../src/index.js';

const folder = join(__dirname, '../fixtures');

export const readFixture = <T>(file: string): T =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

export const fixtureBytes = (picture: string): Uint8Array =>
  readFileSync(join(folder, 'pictures', picture));

export const fixturePicture = (picture: string): Promise<Picture> => decode(fixtureBytes(picture));

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
