import type { Flags, Values } from '../../frame/command.js';
import { CONTENDER_FLAGS } from '../flags.js';

/** What `bench data` takes. */
export const DATA_FLAGS = {
  data: {
    type: 'string',
    value: 'DIR',
    help: 'folder of a folder for each class, such as my-pictures/train (required)',
  },
  transform: {
    type: 'list',
    value: 'NAME',
    defaultText: 'both',
    help: 'training, evaluation',
  },
  workers: { type: 'list', value: 'N', defaultText: '1 and 2', help: 'workers of each contender' },
  batch: { type: 'integer', value: 'N', min: 1, default: 32, help: 'pictures a batch' },
  size: { type: 'integer', value: 'N', min: 1, default: 224, help: 'side of the pictures' },
  only: { type: 'list', value: 'NAME', defaultText: 'all that can be found', help: 'contenders' },
  rounds: { type: 'integer', value: 'N', min: 1, default: 5, help: 'interleaved rounds' },
  roundMs: {
    type: 'integer',
    value: 'N',
    min: 1,
    default: 1000,
    help: 'milliseconds that a contender runs in a round, one epoch at least',
  },
  epochs: {
    type: 'integer',
    value: 'N',
    min: 0,
    default: 20,
    help: 'epochs over which the memory of our loader is watched; 0: none',
  },
  ...CONTENDER_FLAGS,
} as const satisfies Flags;

export type DataFlags = Values<typeof DATA_FLAGS>;
