import { SCALE_FLAGS } from '../bench/scale/flags.js';
import { defineCommand } from '../frame/command.js';

export const benchScale = defineCommand({
  name: 'bench scale',
  summary: 'how the time of a prediction grows with width, resolution, batch and cores',
  args: [],
  flags: SCALE_FLAGS,
  examples: [
    {
      line: 'mobilenext bench scale --variant 0.35',
      does: 'every axis from 0.35 at 224x224, one picture, one thread, one worker',
    },
    {
      line: 'mobilenext bench scale --axis resolution batch --only wasm --json',
      does: 'two axes of the training kernels on 1.0, for programs',
    },
  ],
  run: async ({ flags }, context) => {
    const { runScale } = await import('../bench/scale/run-scale.js');
    await runScale(flags, context);
  },
});
