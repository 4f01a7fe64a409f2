import { FORCE_FLAG } from '../../files/flags.js';
import type { Flags, Values } from '../../frame/command.js';
import { CONTENDER_FLAGS, EFFORT_FLAGS, INSTRUCTION_SET_FLAG } from '../flags.js';

/** What `bench infer` and `bench train` take. */
export const COMPARE_FLAGS = {
  variant: { type: 'list', value: 'NAME', help: 'networks (default: 1.0 and 0.35)' },
  input: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: 'side of the pictures (default: 224, small variants 32)',
  },
  batch: {
    type: 'list',
    value: 'N',
    help: 'pictures in a run (default: inference 1, training 16, of small variants 128)',
  },
  threads: { type: 'integer', value: 'N', min: 1, default: 1, help: 'threads of each contender' },
  only: { type: 'list', value: 'NAME', help: 'contenders (default: all that can be found)' },
  ...EFFORT_FLAGS,
  ...INSTRUCTION_SET_FLAG,
  ...CONTENDER_FLAGS,
  svg: { type: 'string', value: 'FILE', help: 'also draw the medians as bars' },
  ...FORCE_FLAG,
} as const satisfies Flags;

export type CompareFlags = Values<typeof COMPARE_FLAGS>;
