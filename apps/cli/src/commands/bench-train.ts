import { COMPARE_FLAGS } from '../bench/compare/flags.js';
import { defineCommand } from '../frame/command.js';

export const benchTrain = defineCommand({
  name: 'bench train',
  summary: 'milliseconds a picture of a training step, ours beside installed peers',
  args: [],
  flags: COMPARE_FLAGS,
  examples: [
    {
      line: 'mobilenext bench train --variant 0.35-small --only wasm',
      does: 'batches of 128 pictures of 32x32, on our kernels',
    },
    {
      line: 'mobilenext bench train --variant 1.0 0.35 --batch 16 --peers .peers --svg train.svg',
      does: 'steps of 16 pictures of 224x224 beside PyTorch, with a chart',
    },
  ],
  run: async ({ flags }, context) => {
    const { runCompare } = await import('../bench/compare/run-compare.js');
    await runCompare('train', flags, context);
  },
});
