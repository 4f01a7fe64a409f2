import { encodePng } from '../src/index.js';
import { folderWith } from './temporary-folder.js';

/** A folder of `count` pictures of 8x8 pixels in three classes; the rotten ones are text. */
export async function folderOfPictures(
  count: number,
  rotten: readonly number[] = [],
): Promise<string> {
  const files = Array.from({ length: count }, async (_, i) => {
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, j) => (i * 37 + j * 11) % 251);
    const content = rotten.includes(i) ? 'rotten' : await encodePng({ width: 8, height: 8, data });
    return [`class${i % 3}/${String(i).padStart(3, '0')}.png`, content] as const;
  });
  return folderWith(Object.fromEntries(await Promise.all(files)));
}
