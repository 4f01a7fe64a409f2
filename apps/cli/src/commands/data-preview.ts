import { defineCommand } from '../frame/command.js';
import { AUGMENT_FLAG } from '../data-sets/flags.js';
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
    recipe: {
      type: 'string',
      value: 'NAME',
      help: 'small-pictures, imagenet (default: as fits the variant)',
    },
    ...AUGMENT_FLAG,
    set: {
      type: 'list',
      value: 'KEY=VALUE',
      help: 'any other setting, as augmentation.flip=0; `train --dry-run` shows them all',
    },
    count: { type: 'integer', value: 'N', min: 1, default: 48, help: 'number of pictures' },
    views: {
      type: 'integer',
      value: 'N',
      min: 1,
      default: 2,
      help: 'times that each is shown augmented, in one epoch after the other',
    },
    seed: { type: 'integer', value: 'N', default: 0, help: 'other seeds, other pictures' },
    epoch: { type: 'integer', value: 'N', min: 0, default: 0, help: 'the first one shown' },
    ...FORCE_FLAG,
  },
  examples: [
    {
      line: 'mobilenext data preview data/fashion-mnist --out preview.html',
      does: '48 pictures, each as it is and as two epochs of training see it',
    },
    {
      line: 'mobilenext data preview my-pictures --variant 1.0 --count 24 --seed 7 --epoch 30',
      does: 'crops of 224 pixels from your own pictures, the very ones of that seed and epoch',
    },
    {
      line: 'mobilenext data preview my-pictures --variant 1.0 --augment timm-randaugment --set augmentation.flip=0',
      does: 'what `train` with the same two flags would see',
    },
  ],
  run: async ({ args: [folder], flags }, context) => {
    const { runPreview } = await import('../preview/run-preview.js');
    await runPreview(folder, flags, context);
  },
});
