import { decode, type Picture } from '@mobilenext/imagenet';
import { findPictures, nameOf } from '../files/find-pictures.js';
import { readPicture } from '../files/read-picture.js';
import { type Context, say } from '../frame/context.js';
import { failed, isKnown } from '../frame/errors.js';

/** More say no more, and are a burden on memory. */
export const MOST_PICTURES = 32;

/**
 * The pictures that are meant by files, folders and globs, at most {@link MOST_PICTURES}, spread
 * over all of them; those that cannot be read are named on stderr and left out.
 *
 * @throws {CliError} `NOT_FOUND`; `FAILED` if none can be read.
 */
export async function readPictures(
  words: readonly string[],
  context: Context,
): Promise<readonly Picture[]> {
  const sources = await findPictures(words);
  const step = Math.max(1, sources.length / MOST_PICTURES);
  const pictures: Picture[] = [];
  for (let at = 0; at < sources.length; at += step) {
    context.signal.throwIfAborted();
    const source = sources[Math.floor(at)];
    try {
      const bytes = await readPicture(source, context);
      pictures.push(await decode(bytes, { name: nameOf(source) }));
    } catch (error) {
      if (!isKnown(error)) throw error;
      say(context, `left out: ${error.message}`);
    }
  }
  if (pictures.length === 0) throw failed(`none of ${sources.length} pictures could be read`);
  return pictures;
}
