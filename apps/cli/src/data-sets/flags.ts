import type { Flags } from '../frame/command.js';

/** Which class has which index, where neither folders nor shards are to decide it. */
export const CLASS_MAP_FLAG = {
  classMap: {
    type: 'string',
    value: 'FILE',
    help: 'a line "name index" for each class, or JSON, that decides the indices (default: sorted)',
  },
} as const satisfies Flags;

export const WORKERS_FLAG = {
  workers: {
    type: 'integer',
    value: 'N',
    min: 0,
    help: 'threads that load pictures; 0: none beside the main one (default: a core less than there are, 4 at most)',
  },
} as const satisfies Flags;
