import { defineCommand } from '../frame/command.js';
import { PREDICT_FLAGS } from '../predict/flags.js';

export const predict = defineCommand({
  name: 'predict',
  summary: 'the likeliest classes of pictures',
  args: [
    {
      name: 'PICTURES',
      help: 'files, folders, globs in quotes, - for stdin',
      optional: true,
      variadic: true,
    },
  ],
  flags: PREDICT_FLAGS,
  examples: [
    {
      line: 'mobilenext predict dog.jpg cat.jpg --weights runs/first/best.safetensors',
      does: 'five classes for each, with scores',
    },
    {
      line: "mobilenext predict 'holiday/**/*.jpg' --weights model.pth --labels names.txt --top 1 --json",
      does: 'one class for each, for programs',
    },
  ],
  run: async (input, context) => {
    const { runPredict } = await import('../predict/run-predict.js');
    await runPredict(input, context);
  },
});
