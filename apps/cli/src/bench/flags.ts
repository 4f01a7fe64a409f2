import type { Flags } from '../frame/command.js';

/** How much is measured, and with which build of our kernels. */
export const EFFORT_FLAGS = {
  rounds: { type: 'integer', value: 'N', min: 1, default: 10, help: 'interleaved rounds' },
  roundMs: {
    type: 'integer',
    value: 'N',
    min: 1,
    default: 300,
    help: 'milliseconds that a contender runs in a round, one run at least',
  },
} as const satisfies Flags;

/** Of our own kernels. */
export const INSTRUCTION_SET_FLAG = {
  instructionSet: {
    type: 'string',
    value: 'NAME',
    choices: ['simd', 'relaxed-simd'],
    help: 'build of our kernels (default: the fastest that runs here)',
  },
} as const satisfies Flags;

/** Where contenders are found, and how long they are waited for. */
export const CONTENDER_FLAGS = {
  peers: {
    type: 'string',
    value: 'DIR',
    default: '.peers',
    help: 'folder in which peers are installed: node_modules, and venv for Python',
  },
  drivers: {
    type: 'string',
    value: 'DIR',
    default: 'tools/peers',
    help: "folder of peers.json and the programs that run peers; the repository's has them",
  },
  timeout: {
    type: 'number',
    value: 'SECONDS',
    min: 0,
    default: 120,
    help: 'a contender that gives no answer for so long has failed',
  },
} as const satisfies Flags;
