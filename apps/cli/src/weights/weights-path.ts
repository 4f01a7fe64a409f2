import { existsSync } from 'node:fs';
import { findKnownWeights, KNOWN_WEIGHTS } from '@mobilenext/mobilenext';
import type { Context } from '../frame/context.js';
import { didYouMean } from '../frame/did-you-mean.js';
import { notFound } from '../frame/errors.js';

/**
 * The path that a checkpoint's path or the name of known weights stands for; those are fetched at
 * the first use. A file that exists comes before a name.
 *
 * @throws {CliError} `NOT_FOUND` for a mistyped name; as `knownFile`.
 */
export async function weightsPath(word: string, context: Context): Promise<string> {
  if (existsSync(word)) return word;
  const known = findKnownWeights(word);
  if (known) {
    const { knownFile } = await import('./known-file.js');
    return knownFile(known, context);
  }
  const mended = didYouMean(
    word,
    KNOWN_WEIGHTS.map(({ name }) => name),
  );
  if (mended) throw notFound('checkpoint', word, `give the path of a file${mended}`);
  return word;
}
