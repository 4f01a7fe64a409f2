import type { Flags, Values } from '../../frame/command.js';
import { CONTENDER_FLAGS, EFFORT_FLAGS, INSTRUCTION_SET_FLAG } from '../flags.js';

/** What `bench scale` takes. */
export const SCALE_FLAGS = {
  variant: {
    type: 'string',
    value: 'NAME',
    default: 'mobilenext-1.0',
    help: 'where the axes meet; a small variant is measured at small resolutions',
  },
  axis: {
    type: 'list',
    value: 'NAME',
    defaultText: 'all',
    help: 'width, resolution, batch, threads, workers',
  },
  only: { type: 'list', value: 'NAME', defaultText: 'runtime', help: 'contenders' },
  ...EFFORT_FLAGS,
  ...INSTRUCTION_SET_FLAG,
  ...CONTENDER_FLAGS,
} as const satisfies Flags;

export type ScaleFlags = Values<typeof SCALE_FLAGS>;
