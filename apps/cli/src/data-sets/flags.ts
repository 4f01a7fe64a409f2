import type { Flags } from '../frame/command.js';

/** Which class has which index, where neither folders nor shards are to decide it. */
export const CLASS_MAP_FLAG = {
  classMap: {
    type: 'string',
    value: 'FILE',
    help: 'a line "name index" for each class, or JSON, that decides the indices (default: sorted)',
  },
} as const satisfies Flags;

/** How training varies pictures, beside what the recipe says. */
export const AUGMENT_FLAG = {
  augment: {
    type: 'string',
    value: 'NAME',
    help: "how pictures are varied, as mobilenext, timm-randaugment (default: the recipe's)",
  },
} as const satisfies Flags;

export const CACHE_FLAG = {
  cache: {
    type: 'string',
    value: 'DIR',
    help: 'folder that keeps decoded pictures, for other runs too, three bytes a pixel (default: none)',
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
