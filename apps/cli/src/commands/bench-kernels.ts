import { EFFORT_FLAGS, INSTRUCTION_SET_FLAG } from '../bench/flags.js';
import { defineCommand } from '../frame/command.js';

export const benchKernels = defineCommand({
  name: 'bench kernels',
  summary: "GFLOPS and GB/s of each kernel by shape, as a share of this core's peak",
  args: [],
  flags: {
    variant: {
      type: 'string',
      value: 'NAME',
      default: 'mobilenext-0.35',
      help: 'network whose units are measured',
    },
    input: {
      type: 'integer',
      value: 'N',
      min: 1,
      help: 'side of the pictures (default: 224, small variants 32)',
    },
    batch: { type: 'integer', value: 'N', min: 1, default: 1, help: 'pictures in a call' },
    rounds: EFFORT_FLAGS.rounds,
    ...INSTRUCTION_SET_FLAG,
  },
  examples: [
    {
      line: 'mobilenext bench kernels',
      does: 'every unit of 0.35 at 224x224, forward and backward, beside the peak',
    },
    {
      line: 'mobilenext bench kernels --variant 0.35-small --batch 32 --instruction-set simd --json',
      does: 'batches of 32 pictures of 32x32 without fused multiply-adds, for programs',
    },
  ],
  run: async ({ flags }, context) => {
    const { runKernels } = await import('../bench/kernels/run-kernels.js');
    await runKernels(flags, context);
  },
});
