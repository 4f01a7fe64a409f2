import { isPattern } from '@mobilenext/imagenet';
import { requirePath } from '../files/require.js';

/**
 * As `requirePath` for a data set, which may also be a pattern of shards.
 *
 * @throws {CliError} `NOT_FOUND`
 */
export function requireData(path: string, what = 'data'): void {
  if (!isPattern(path)) requirePath(what, path);
}
