import type { Dataset } from '@mobilenext/imagenet';
import { badCall } from '../frame/errors.js';

/**
 * Refuses to take all pictures for the split that was asked for, where data have none to tell apart.
 *
 * @param split as typed
 * @throws {CliError} `USAGE`
 */
export function requireSplit(dataset: Dataset, split: string | undefined): void {
  if (split === undefined || dataset.split !== null) return;
  throw badCall(
    `--split ${split}: ${dataset.name} has no splits; leave --split away for all of it`,
  );
}
