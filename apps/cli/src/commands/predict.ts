import { defineCommand } from '../frame/command.js';
import { BACKEND_FLAG, NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';

export const predict = defineCommand({
  name: 'predict',
  summary: 'the likeliest classes of pictures',
  args: [
    { name: 'PICTURES', help: 'files, folders, globs in quotes, - for stdin', variadic: true },
  ],
  flags: {
    weights: { type: 'string', value: 'FILE', help: 'a checkpoint (required)' },
    top: { type: 'integer', value: 'N', min: 1, default: 5, help: 'classes for each picture' },
    labels: {
      type: 'string',
      value: 'FILE',
      help: 'class names, one a line or a JSON array (default: as saved, else class numbers)',
    },
    batch: { type: 'integer', value: 'N', min: 1, default: 16, help: 'pictures run together' },
    ...BACKEND_FLAG,
    ...PREPROCESSING_FLAGS,
    ...NETWORK_FLAGS,
  },
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
  run: async ({ args, flags }, context) => {
    const { runPredict } = await import('../predict/run-predict.js');
    await runPredict(args, flags, context);
  },
});
