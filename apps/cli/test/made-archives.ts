import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type RandomStream } from '@mobilenext/imagenet';
import { pack } from 'tar-stream';
import { start } from './mobilenext.js';

/** A tar archive in memory. */
export async function tarOf(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) archive.entry({ name }, Buffer.from(content));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** SHA-256 of every file of a folder, by name. */
export const hashesOf = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(directory, name)))
          .digest('hex'),
      ]),
  );

/** Resolves when a folder, which need not exist, holds so many files more than now. */
async function moreFiles(directory: string, count: number): Promise<void> {
  const held = (): number => (existsSync(directory) ? readdirSync(directory).length : 0);
  const wanted = held() + count;
  while (held() < wanted) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Starts a command `times` times, and kills it each time at a random moment of its work on a folder. */
export async function killAgainAndAgain(
  words: readonly string[],
  {
    directory,
    times,
    random,
  }: {
    readonly directory: string;
    readonly times: number;
    readonly random: RandomStream;
  },
): Promise<void> {
  for (let i = 0; i < times; i++) {
    const { child, ended } = start(words);
    await moreFiles(directory, random.integer(1, 9));
    await new Promise((resolve) => setTimeout(resolve, random.integer(0, 4)));
    child.kill('SIGKILL');
    expect((await ended).exitCode).toBeNull();
  }
}
