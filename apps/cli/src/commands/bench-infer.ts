import { COMPARE_FLAGS } from '../bench/compare/flags.js';
import { defineCommand } from '../frame/command.js';

export const benchInfer = defineCommand({
  name: 'bench infer',
  summary: 'milliseconds of a prediction, ours beside installed peers, in interleaved rounds',
  args: [],
  flags: COMPARE_FLAGS,
  examples: [
    {
      line: 'mobilenext bench infer --variant 0.35 --only wasm',
      does: 'our kernels alone, one picture of 224x224',
    },
    {
      line: 'mobilenext bench infer --peers .peers --json --svg infer.svg > infer.json',
      does: '1.0 and 0.35 beside all peers that .peers holds, with a chart',
    },
  ],
  run: async ({ flags }, context) => {
    const { runCompare } = await import('../bench/compare/run-compare.js');
    await runCompare('infer', flags, context);
  },
});
