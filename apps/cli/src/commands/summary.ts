import { defineCommand } from '../frame/command.js';
import { NETWORK_FLAGS } from '../network/flags.js';

export const summary = defineCommand({
  name: 'summary',
  summary: 'table of blocks with shapes, parameters and multiply-adds',
  args: [
    {
      name: 'VARIANT|CHECKPOINT',
      help: 'a name such as mobilenext-0.35, a file, or a name from `mobilenext weights` (default: mobilenext-1.0)',
      optional: true,
    },
  ],
  flags: {
    input: {
      type: 'string',
      value: 'SIZE',
      help: 'side of the picture, or HEIGHTxWIDTH (default: 224, small variants 32)',
    },
    classes: {
      type: 'integer',
      value: 'N',
      min: 1,
      help: 'number of classes (default: 1000, or as saved)',
    },
    ...NETWORK_FLAGS,
  },
  examples: [
    { line: 'mobilenext summary 0.35', does: 'the network of width 0.35 at 224x224' },
    {
      line: 'mobilenext summary 1.0-small --classes 10 --json',
      does: 'the network for 32x32 pictures in 10 classes, for programs',
    },
  ],
  run: async ({ args: [name = 'mobilenext-1.0'], flags }, context) => {
    const { runSummary } = await import('../summary/run-summary.js');
    await runSummary(name, flags, context);
  },
});
