import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');

/** A file of the networks, weights and outputs that were recorded. */
export const forwardFile = (name: string): string => join(shared, 'golden/forward', name);

export const DEMO_PICTURE = forwardFile('ILSVRC2012_val_00020010.jpeg');

export const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** What was recorded of decoding and preprocessing. */
export const readPreprocessing = <T>(name: string): T =>
  readJson<T>(join(shared, 'golden/preprocess', name));

/** Where an input of `readPreprocessing` lies. */
export function inputFile(input: string): string {
  if (input.startsWith('imagenet-sample/')) return join(shared, 'data', input);
  const name = input.startsWith('inputs/') ? input : `inputs/${input}`;
  return join(shared, 'golden/preprocess', name);
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
