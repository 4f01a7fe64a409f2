import { defineCommand } from '../frame/command.js';
import { BACKEND_FLAG, NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';

export const evaluate = defineCommand({
  name: 'eval',
  summary: 'top-1 and top-5 of a checkpoint on a data set, with their interval',
  args: [{ name: 'WEIGHTS', help: 'a checkpoint' }],
  flags: {
    data: {
      type: 'string',
      value: 'DIR',
      help: 'folders per class, a list file, tar shards (required)',
    },
    split: { type: 'string', value: 'NAME', help: 'part of the data (default: test, if there)' },
    batch: { type: 'integer', value: 'N', min: 1, default: 64, help: 'pictures run together' },
    perClass: { type: 'boolean', help: 'a line for each class, too' },
    ...BACKEND_FLAG,
    ...PREPROCESSING_FLAGS,
    ...NETWORK_FLAGS,
  },
  examples: [
    {
      line: 'mobilenext eval runs/first/best.safetensors --data data/fashion-mnist --split test',
      does: 'the figures of the best epoch on the test pictures',
    },
    {
      line: 'mobilenext eval model.pth --data ILSVRC2012/val --resize torchvision --json',
      does: "a checkpoint of PyTorch's, prepared as torchvision does",
    },
  ],
  run: async ({ args: [weights], flags }, context) => {
    const { runEval } = await import('../eval/run-eval.js');
    await runEval(weights, flags, context);
  },
});
