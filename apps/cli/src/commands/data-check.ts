import { defineCommand } from '../frame/command.js';

export const dataCheck = defineCommand({
  name: 'data check',
  summary: 'decode every picture, and list what is rotten or odd',
  args: [{ name: 'DIR', help: 'a data set: folders per class, a list file, tar shards' }],
  flags: {
    split: { type: 'string', value: 'NAME', help: 'train or test (default: all that there are)' },
    tiny: {
      type: 'integer',
      value: 'PIXELS',
      min: 1,
      default: 32,
      help: 'a shorter side below this is odd',
    },
    list: {
      type: 'integer',
      value: 'N',
      min: 0,
      default: 20,
      help: 'odd pictures listed of each kind; rotten ones are listed all',
    },
    concurrency: {
      type: 'integer',
      value: 'N',
      min: 1,
      help: 'pictures in memory at a time (default: two for each core)',
    },
  },
  examples: [
    {
      line: 'mobilenext data check my-pictures',
      does: 'exit code 1 if a picture cannot be used, with the name of each and why',
    },
    {
      line: 'UV_THREADPOOL_SIZE=16 mobilenext data check data/imagenet --split train --json',
      does: 'on sixteen threads, which Node must be told before it starts; one document',
    },
  ],
  run: async ({ args: [folder], flags }, context) => {
    const { runCheck } = await import('../data-sets/run-check.js');
    await runCheck(folder, flags, context);
  },
});
