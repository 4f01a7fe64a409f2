import { AUGMENT_FLAG, CACHE_FLAG, CLASS_MAP_FLAG, WORKERS_FLAG } from '../data-sets/flags.js';
import { FORCE_FLAG } from '../files/flags.js';
import type { Flags } from '../frame/command.js';
import { BACKEND_FLAG } from '../network/flags.js';
import { PADDLE_FLAGS } from '../paddle/flags.js';

/** What `train` takes. Where the recipe decides, a flag has no default of its own. */
export const TRAIN_FLAGS = {
  data: {
    type: 'string',
    value: 'DIR',
    help: 'folder with train/ and test/, folders per class, a list file, tar shards (required)',
  },
  test: { type: 'string', value: 'DIR', help: 'pictures to test on (default: test of --data)' },
  ...CLASS_MAP_FLAG,
  variant: {
    type: 'string',
    value: 'NAME',
    help: "network (default: the recipe's, which is mobilenext-0.35-small unless --recipe is given)",
  },
  recipe: {
    type: 'string',
    value: 'NAME',
    help: 'settings that fit together: small-pictures, imagenet (default: as fits the variant)',
  },
  epochs: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: "passes over the data (default: the recipe's)",
  },
  batch: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: 'pictures a step (default: as fits the data)',
  },
  rate: {
    type: 'number',
    value: 'RATE',
    min: 0,
    help: "peak learning rate (default: the recipe's, less for a smaller batch)",
  },
  ema: {
    type: 'number',
    value: 'DECAY',
    between: [0, 1],
    help: 'share of a moving average of the weights that a step keeps, above 0 and below 1, as 0.9999 (default: no average)',
  },
  ...AUGMENT_FLAG,
  seed: { type: 'integer', value: 'N', min: 0, help: 'of every random choice (default: 0)' },
  set: {
    type: 'list',
    value: 'KEY=VALUE',
    help: 'any other setting, as optimizer.momentum=0.8; --dry-run shows them all',
  },
  out: { type: 'string', value: 'DIR', help: 'folder for the run (default: runs/VARIANT)' },
  initial: {
    type: 'string',
    value: 'FILE',
    help: 'weights to start from, or their name from `mobilenext weights`; they must fit whole; with other classes, the classifier starts anew',
  },
  partial: {
    type: 'boolean',
    help: 'let the keys that --initial lacks start anew and leave out those of other networks, and say which',
  },
  resetClassifier: {
    type: 'boolean',
    help: 'start the classifier anew, though that of --initial has as many classes',
  },
  resume: { type: 'boolean', help: 'go on where the run in --out stopped' },
  dryRun: { type: 'boolean', help: 'show settings, network and time of a step; write nothing' },
  printEvery: {
    type: 'integer',
    value: 'N',
    min: 1,
    default: 10,
    help: 'steps between lines of the log',
  },
  ...PADDLE_FLAGS,
  ...WORKERS_FLAG,
  ...CACHE_FLAG,
  cacheSide: {
    type: 'integer',
    value: 'N',
    min: 1,
    help: 'keep training pictures with a longer short side scaled down to it: less room, other pixels (default: as decoded)',
  },
  ...BACKEND_FLAG,
  ...FORCE_FLAG,
} as const satisfies Flags;

/** What only a settings file can say. */
export const FILE_FLAGS = {
  classes: { type: 'integer', value: 'N', min: 1, help: 'classes that the data must have' },
  checkpoints: { type: 'string', value: 'PATH', help: 'checkpoint to resume from' },
  trainList: { type: 'string', value: 'FILE', help: 'list of the training pictures' },
  testList: { type: 'string', value: 'FILE', help: 'list of the test pictures' },
} as const satisfies Flags;
