import type { Flags } from '../frame/command.js';

/** PaddleClas's own way to say settings. */
export const PADDLE_FLAGS = {
  config: { type: 'string', value: 'FILE', short: 'c', help: "PaddleClas's settings file" },
  override: {
    type: 'list',
    value: 'KEY=VALUE',
    short: 'o',
    help: "PaddleClas's settings, as Global.epochs=5; flags win over both",
  },
} as const satisfies Flags;
