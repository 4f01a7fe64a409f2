import { EVAL_FLAGS } from '../eval/flags.js';
import { defineCommand } from '../frame/command.js';

export const evaluate = defineCommand({
  name: 'eval',
  summary: 'top-1 and top-5 of a checkpoint on a data set, with their interval',
  args: [
    {
      name: 'WEIGHTS',
      help: 'a checkpoint, or a name from `mobilenext weights` (required, unless -c names it)',
      optional: true,
    },
  ],
  flags: EVAL_FLAGS,
  examples: [
    {
      line: 'mobilenext eval runs/first/best.safetensors --data data/fashion-mnist',
      does: 'the figures of the best epoch on the test pictures',
    },
    {
      line: 'mobilenext eval model.pth --data ILSVRC2012/val --resize torchvision --json',
      does: "a checkpoint of PyTorch's, prepared as torchvision does",
    },
    {
      line: 'mobilenext eval paddleclas-1.0 --data data/imagenet --real real.json',
      does: "what `data prepare imagenet` has made, by ImageNet's labels and by ReaL's",
    },
  ],
  run: async (input, context) => {
    const { runEval } = await import('../eval/run-eval.js');
    await runEval(input, context);
  },
});
