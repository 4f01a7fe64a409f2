import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { beingPrepared } from '../errors.js';
import { failedWrite } from '../files/write-atomic.js';

const LOCK = /^\.prepare-(\d+)\.lock$/;
const lockOf = (pid: number): string => `.prepare-${pid}.lock`;

export const isLock = (name: string): boolean => LOCK.test(name);

/** Folders that calls of this process hold. */
const held = new Set<string>();

/**
 * Keeps other calls out of a folder, those of this process and of others on this machine, until what
 * it gives is called. Each process puts down a file with its number, and then looks for those of
 * others: of two that begin at the same moment both may give way, but never do both go on. What a
 * process that was killed has left counts for nothing and is removed.
 *
 * @throws {ImagenetError} `EXISTS`: another one is at work; `NOT_WRITABLE`, `DISK_FULL`
 */
export async function lockFolder(directory: string): Promise<() => Promise<void>> {
  const folder = resolve(directory);
  const own = join(folder, lockOf(process.pid));
  if (held.has(folder)) throw beingPrepared(directory, own);
  held.add(folder);
  const unlock = async (): Promise<void> => {
    await rm(own, { force: true }).catch(() => undefined);
    held.delete(folder);
  };
  try {
    // One that is there already is of a process that was killed and had the same number.
    await rm(own, { force: true });
    await writeFile(own, '');
    for (const name of await readdir(folder)) {
      const pid = Number(LOCK.exec(name)?.[1] ?? process.pid);
      if (pid === process.pid) continue;
      const lock = join(folder, name);
      if (await isHeld(lock, pid)) throw beingPrepared(directory, lock);
      await rm(lock, { force: true });
    }
  } catch (error) {
    await unlock();
    throw failedWrite(own, error);
  }
  return unlock;
}

/** Whether its process lives; after a restart of the machine another one may have the number. */
async function isHeld(lock: string, pid: number): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && found.mtimeMs > Date.now() - uptime() * 1000 && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process of somebody else, which may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
