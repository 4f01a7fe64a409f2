import { defineCommand } from '../frame/command.js';
import { FORCE_FLAG } from '../files/flags.js';

export const dataPreview = defineCommand({
  name: 'data preview',
  summary: 'a page with pictures as training will see them',
  args: [{ name: 'DIR', help: 'a data set: folders per class, a list file, tar shards' }],
  flags: {
    out: { type: 'string', value: 'FILE', default: 'preview.html', help: 'the page to write' },
    split: { type: 'string', value: 'NAME', help: 'train or test (default: train, if there)' },
    variant: {
      type: 'string',
      value: 'NAME',
      default: 'mobilenext-0.35-small',
      help: "network whose recipe says how pictures are cropped and changed, as `train`'s",
    },
    count: { type: 'integer', value: 'N', min: 1, default: 64, help: 'number of pictures' },
    seed: { type: 'integer', value: 'N', default: 0, help: 'other seeds, other pictures' },
    ...FORCE_FLAG,
  },
  examples: [
    {
      line: 'mobilenext data preview data/fashion-mnist --out preview.html',
      does: '64 pictures for a small network',
    },
    {
      line: 'mobilenext data preview my-pictures --variant 1.0 --count 24 --seed 7',
      does: 'crops of 224 pixels from your own pictures',
    },
  ],
  run: async ({ args: [folder], flags }, context) => {
    const { runPreview } = await import('../preview/run-preview.js');
    await runPreview(folder, flags, context);
  },
});
