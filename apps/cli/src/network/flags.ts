import type { Flags } from '../frame/command.js';

/** What a checkpoint's shapes cannot tell about its network. */
export const NETWORK_FLAGS = {
  identityMultiplier: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: 'n adds the first n-th of the channels in each identity (default: as saved, else 1)',
  },
  strides: {
    type: 'string',
    value: 'TABLE',
    choices: ['imagenet', 'small'],
    help: "stride table (default: as saved, else the name's or imagenet)",
  },
} as const satisfies Flags;

/** Which of a training checkpoint's two sets of weights is taken. */
export const EMA_FLAG = {
  ema: { type: 'boolean', help: 'take the running average that a training checkpoint holds' },
} as const satisfies Flags;

/** What computes where nothing is trained. */
export const ENGINE_FLAG = {
  backend: {
    type: 'string',
    value: 'NAME',
    choices: ['runtime', 'wasm', 'reference'],
    default: 'runtime',
    help: 'what computes: our inference runtime, our training kernels, or plain TensorFlow.js',
  },
} as const satisfies Flags;

/** What computes. */
export const BACKEND_FLAG = {
  backend: {
    type: 'string',
    value: 'NAME',
    choices: ['wasm', 'reference'],
    default: 'wasm',
    help: 'what computes: our WebAssembly kernels, or plain TensorFlow.js operations',
  },
} as const satisfies Flags;
