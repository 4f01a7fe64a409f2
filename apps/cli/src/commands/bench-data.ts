import { DATA_FLAGS } from '../bench/data/flags.js';
import { defineCommand } from '../frame/command.js';

export const benchData = defineCommand({
  name: 'bench data',
  summary: 'pictures a second of our loader beside installed peers, and its memory',
  args: [],
  flags: DATA_FLAGS,
  examples: [
    {
      line: 'mobilenext bench data --data imagenet-sample --peers .peers',
      does: 'training and evaluation pictures of 224x224, one and two workers',
    },
    {
      line: 'mobilenext bench data --data imagenet-sample --only loader --workers 2 --json',
      does: 'ours alone, for programs',
    },
  ],
  run: async ({ flags }, context) => {
    const { runData } = await import('../bench/data/run-data.js');
    await runData(flags, context);
  },
});
