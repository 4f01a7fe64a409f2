import { CACHE_FLAG, CLASS_MAP_FLAG, WORKERS_FLAG } from '../data-sets/flags.js';
import type { Flags } from '../frame/command.js';
import { BACKEND_FLAG, EMA_FLAG, NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';
import { PADDLE_FLAGS } from '../paddle/flags.js';

/** What `eval` takes. */
export const EVAL_FLAGS = {
  data: {
    type: 'string',
    value: 'DIR',
    help: "folders per class, a list file, tar shards, 'val-{00..49}.tar' (required)",
  },
  split: {
    type: 'string',
    value: 'NAME',
    default: 'test',
    help: 'train or test; val is another name for test, and stderr says which was found',
  },
  batch: { type: 'integer', value: 'N', min: 1, default: 64, help: 'pictures run together' },
  real: {
    type: 'string',
    value: 'FILE',
    help: "real.json, ReaL's labels of ImageNet's validation pictures: top-1 by them, too",
  },
  classes: {
    type: 'string',
    value: 'FILE',
    help: 'only these classes compete, on their pictures: WordNet ids, names or indices',
  },
  ...CLASS_MAP_FLAG,
  crops: {
    type: 'integer',
    value: 'N',
    min: 1,
    default: 1,
    help: '1: the centre; 5: the corners, too; 10: these mirrored, too',
  },
  flip: { type: 'boolean', help: 'look at each crop mirrored, too' },
  average: {
    type: 'string',
    value: 'WHAT',
    choices: ['logits', 'probabilities'],
    default: 'logits',
    help: 'what is averaged over crops and mirrored ones',
  },
  perClass: { type: 'boolean', help: 'a line for each class, too' },
  ...WORKERS_FLAG,
  ...CACHE_FLAG,
  ...BACKEND_FLAG,
  ...PREPROCESSING_FLAGS,
  ...NETWORK_FLAGS,
  ...EMA_FLAG,
  ...PADDLE_FLAGS,
} as const satisfies Flags;

/** What only a settings file can say. */
export const FILE_FLAGS = {
  weights: { type: 'string', value: 'FILE', help: 'checkpoint, where none was typed' },
  list: { type: 'string', value: 'FILE', help: 'list of the pictures' },
} as const satisfies Flags;
