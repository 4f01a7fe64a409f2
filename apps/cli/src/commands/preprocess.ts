import { defineCommand } from '../frame/command.js';
import { FORCE_FLAG } from '../files/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';

export const preprocess = defineCommand({
  name: 'preprocess',
  summary: 'a picture to the exact pixels that the network sees',
  args: [{ name: 'PICTURE', help: 'a file, or - for stdin' }],
  flags: {
    out: {
      type: 'string',
      value: 'FILE',
      help: 'x.png, or x.safetensors with the tensor `pixels`, U8 [height,width,3]',
    },
    variant: {
      type: 'string',
      value: 'NAME',
      default: 'mobilenext-1.0',
      help: 'network whose preprocessing is used; the default is what weights that name none get',
    },
    augment: {
      type: 'string',
      value: 'NAME',
      help: 'varied as in training, as mobilenext, timm-randaugment; its random choices: --draw',
    },
    draw: {
      type: 'string',
      value: 'SEED,EPOCH,INDEX',
      help: 'with --augment: seed of the run, epoch (the first is 0) and place of the picture in the data set (default: 0,0,0)',
    },
    ...PREPROCESSING_FLAGS,
    ...FORCE_FLAG,
  },
  examples: [
    {
      line: 'mobilenext preprocess dog.jpg --out dog.png',
      does: "PaddleClas's resize to 256 and crop of 224, as a picture",
    },
    {
      line: 'mobilenext preprocess dog.jpg --resize torchvision --interpolation bilinear --json',
      does: "the checksum of torchvision's pixels",
    },
    {
      line: 'mobilenext preprocess dog.jpg --augment timm-randaugment --draw 0,3,17 --out dog.png',
      does: 'what epoch 3 of a run with seed 0 makes of its picture 17',
    },
  ],
  run: async ({ args: [picture], flags }, context) => {
    const { runPreprocess } = await import('../preprocess/run-preprocess.js');
    await runPreprocess(picture, flags, context);
  },
});
