import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Context } from '../frame/context.js';

/**
 * Where fetched weights are kept: `MOBILENEXT_CACHE`, else `mobilenext` in the user's cache folder
 * (`XDG_CACHE_HOME`, else `~/.cache`).
 */
export function cacheFolder({
  MOBILENEXT_CACHE: own,
  XDG_CACHE_HOME: base,
}: Context['env']): string {
  if (own) return resolve(own);
  // The XDG specification has relative paths ignored.
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'mobilenext');
}
