import { FORCE_FLAG } from '../../files/flags.js';
import type { Flags, Values } from '../../frame/command.js';
import { CONTENDER_FLAGS, EFFORT_FLAGS, INSTRUCTION_SET_FLAG } from '../flags.js';

/** What `bench infer` and `bench train` take. */
export const COMPARE_FLAGS = {
  variant: { type: 'list', value: 'NAME', defaultText: '1.0 and 0.35', help: 'networks' },
  input: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: 'side of the pictures (default: 224, small variants 32)',
  },
  batch: {
    type: 'list',
    value: 'N',
    defaultText: 'inference 1, training 16, of small variants 128',
    help: 'pictures in a run',
  },
  threads: { type: 'integer', value: 'N', min: 1, default: 1, help: 'threads of each contender' },
  only: { type: 'list', value: 'NAME', defaultText: 'all that can be found', help: 'contenders' },
  ...EFFORT_FLAGS,
  ...INSTRUCTION_SET_FLAG,
  ...CONTENDER_FLAGS,
  svg: { type: 'string', value: 'FILE', help: 'also draw the medians as bars' },
  ...FORCE_FLAG,
} as const satisfies Flags;

export type CompareFlags = Values<typeof COMPARE_FLAGS>;
