import { defineCommand } from '../frame/command.js';
import { TRAIN_FLAGS } from '../train/flags.js';

export const train = defineCommand({
  name: 'train',
  summary: 'train a network, saving as it goes',
  args: [],
  flags: TRAIN_FLAGS,
  examples: [
    {
      line: 'mobilenext train --data data/fashion-mnist --variant 0.35-small --epochs 5 --out runs/first',
      does: 'trains from nothing; runs/first/best.safetensors is the best epoch',
    },
    {
      line: 'mobilenext train --data my-pictures --variant 1.0 --initial mobilenext-1.0.safetensors --rate 0.01 --dry-run',
      does: 'what fine-tuning on own pictures would do, and how long it would take',
    },
  ],
  run: async (input, context) => {
    const { runTrain } = await import('../train/run-train.js');
    await runTrain(input, context);
  },
});
