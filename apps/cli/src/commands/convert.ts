import { defineCommand } from '../frame/command.js';
import { FORCE_FLAG } from '../files/flags.js';
import { NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';

export const convert = defineCommand({
  name: 'convert',
  summary: 'a checkpoint of any known format to safetensors, proved by reading it back',
  args: [
    {
      name: 'IN',
      help: "safetensors, PyTorch's .pth or .pth.tar (zip or legacy), PaddlePaddle's .pdparams; told by its bytes",
    },
    { name: 'OUT', help: 'the file to write: NAME.safetensors' },
  ],
  flags: {
    ema: { type: 'boolean', help: 'take the running average that a training checkpoint holds' },
    half: { type: 'boolean', help: 'store as float16: half the size, about three digits' },
    detect: {
      type: 'list',
      value: 'PICTURES',
      help: 'find out what shapes cannot tell with a handful of pictures like those it was trained on: files, folders, globs',
    },
    ...NETWORK_FLAGS,
    ...PREPROCESSING_FLAGS,
    ...FORCE_FLAG,
  },
  examples: [
    {
      line: 'mobilenext convert model_best.pth.tar mobilenext-1.0.safetensors',
      does: "PyTorch's checkpoint without its Python",
    },
    {
      line: 'mobilenext convert mystery.pth known.safetensors --detect photos',
      does: 'the same, with identity multiplier, strides and preprocessing found out',
    },
    {
      line: 'mobilenext convert runs/first/best.safetensors small.safetensors --half',
      does: 'a smaller file for the web',
    },
  ],
  run: async ({ args: [input, output], flags }, context) => {
    const { runConvert } = await import('../convert/run-convert.js');
    await runConvert({ input, output, ...flags }, context);
  },
});
