import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { badArchive, ImagenetError } from '../errors.js';
import { reasonOf } from '../reason-of.js';

/**
 * Longest member that is read: the largest of a known data set, a batch of CIFAR-10, has 31 MB, and an
 * archive of zeros would unpack without end.
 */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Regular files of a gzipped tar archive that `wanted` picks by name, in their order, one in memory
 * at a time.
 *
 * @throws {ImagenetError} `DATA_CORRUPT`
 */
export async function* tgzMembers(
  path: string,
  wanted: (name: string) => boolean,
): AsyncGenerator<{ readonly name: string; readonly content: Buffer }> {
  const archive = extract();
  const flow = pipeline(createReadStream(path), createGunzip(), archive);
  // A failure reaches the loop below as well; here it would count as unhandled.
  flow.catch(() => undefined);
  try {
    for await (const entry of archive) {
      const { name, type, size = 0 } = entry.header;
      if (type !== 'file' || !wanted(name)) {
        entry.resume();
        continue;
      }
      if (size > MOST_BYTES) throw badArchive(path, `holds ${name} of ${size} bytes`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      yield { name, content: Buffer.concat(chunks) };
    }
    await flow;
  } catch (error) {
    if (error instanceof ImagenetError) throw error;
    throw badArchive(path, `is no whole .tar.gz (${reasonOf(error)})`);
  }
}
