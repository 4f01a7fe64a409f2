import type { Flags } from '../frame/command.js';

export const WORKERS_FLAG = {
  workers: {
    type: 'integer',
    value: 'N',
    min: 0,
    help: 'threads that load pictures; 0: none beside the main one (default: a core less than there are, 4 at most)',
  },
} as const satisfies Flags;
