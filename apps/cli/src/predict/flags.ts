import type { Flags } from '../frame/command.js';
import { EMA_FLAG, ENGINE_FLAG, NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';
import { PADDLE_FLAGS } from '../paddle/flags.js';

/** What `predict` takes. */
export const PREDICT_FLAGS = {
  weights: {
    type: 'string',
    value: 'FILE',
    help: 'a checkpoint, or a name from `mobilenext weights` (required)',
  },
  top: { type: 'integer', value: 'N', min: 1, default: 5, help: 'classes for each picture' },
  labels: {
    type: 'string',
    value: 'FILE',
    help: "class names, one a line or a JSON array (default: as saved, ImageNet's for 1000, else numbers)",
  },
  batch: { type: 'integer', value: 'N', min: 1, default: 16, help: 'pictures run together' },
  orientation: {
    type: 'string',
    value: 'NAME',
    choices: ['upright', 'stored'],
    default: 'upright',
    help: 'turns photos as their EXIF says; stored: leaves them as they lie, like eval',
  },
  threads: {
    type: 'integer',
    value: 'N',
    min: 1,
    default: 1,
    help: 'threads of the runtime; of several pictures each takes its own',
  },
  ...ENGINE_FLAG,
  ...PREPROCESSING_FLAGS,
  ...NETWORK_FLAGS,
  ...EMA_FLAG,
  ...PADDLE_FLAGS,
} as const satisfies Flags;

/** What only a settings file can say. */
export const FILE_FLAGS = {
  pictures: { type: 'string', value: 'PATH', help: 'pictures, where none were typed' },
} as const satisfies Flags;
