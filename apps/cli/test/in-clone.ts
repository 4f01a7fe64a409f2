import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** The repository's own peers, of which a clone has one: playwright-core, for the runtime's tests. */
export const IN_CLONE = [
  ...['--drivers', join(ROOT, 'tools', 'peers')],
  ...['--peers', join(ROOT, 'packages', 'runtime')],
];
