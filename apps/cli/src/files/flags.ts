import type { Flags } from '../frame/command.js';

/** What every command takes that writes a file or folder. */
export const FORCE_FLAG = {
  force: { type: 'boolean', help: 'overwrite an output that exists' },
} as const satisfies Flags;
