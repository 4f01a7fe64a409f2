import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { INDEX_FILE, type ShardIndex } from './shard-index.js';

/**
 * A folder of shards, which appears under its name only when all of it is written.
 *
 * @param fill writes the shards into the folder it is given; `classes.json` and `index.json` follow
 */
export async function newShardFolder(
  directory: string,
  fill: (folder: string) => Promise<ShardIndex>,
): Promise<ShardIndex> {
  const path = resolve(directory);
  const temporary = join(dirname(path), `.${crypto.randomUUID()}.tmp`);
  await mkdir(temporary, { recursive: true });
  try {
    const index = await fill(temporary);
    await writeFile(join(temporary, 'classes.json'), `${JSON.stringify(index.classes)}\n`);
    await writeFile(join(temporary, INDEX_FILE), `${JSON.stringify(index, null, 1)}\n`);
    // What is there now is empty or damaged, see intactIndex.
    await rm(path, { recursive: true, force: true });
    await rename(temporary, path);
    return index;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
