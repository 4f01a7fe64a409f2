import { defineCommand } from '../frame/command.js';

export const weights = defineCommand({
  name: 'weights',
  summary: 'known weights, which can be given by name wherever a checkpoint is',
  args: [],
  flags: {},
  examples: [
    { line: 'mobilenext weights', does: 'names, top-1, licence, source, and what is here already' },
    {
      line: 'mobilenext convert paddleclas-1.0 mobilenext-1.0.safetensors',
      does: "fetches PaddleClas's weights at the first use",
    },
  ],
  run: async (_, context) => {
    const { runWeights } = await import('../weights/run-weights.js');
    runWeights(context);
  },
});
