import { FORCE_FLAG } from '../files/flags.js';
import { defineCommand } from '../frame/command.js';
import { EMA_FLAG, NETWORK_FLAGS } from '../network/flags.js';
import { PREPROCESSING_FLAGS } from '../network/preprocessing-flags.js';

export const convert = defineCommand({
  name: 'convert',
  summary: 'a checkpoint of any known format to any other, proved by reading it back',
  args: [
    {
      name: 'IN',
      help: "safetensors, PyTorch's .pth or .pth.tar (zip or legacy), PaddlePaddle's .pdparams, NumPy's .npz, ONNX; told by its bytes; a folder for TensorFlow.js that was written here; or a name from `mobilenext weights`",
    },
    {
      name: 'OUT',
      help: 'the file to write: NAME.safetensors, .pth, .pdparams, .npz or .onnx; a folder with --format tfjs-...',
    },
  ],
  flags: {
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: ['safetensors', 'pth', 'pdparams', 'npz', 'onnx', 'tfjs-graph', 'tfjs-layers'],
      help: "what to write (default: by OUT's ending); tfjs-graph is fastest, tfjs-layers can be trained",
    },
    ...EMA_FLAG,
    half: { type: 'boolean', help: 'store as float16: half the size, about three digits' },
    detect: {
      type: 'list',
      value: 'PICTURES',
      help: 'find out what shapes cannot tell with a handful of pictures like those it was trained on (files, folders, globs; 32 of them at most are taken; IN and OUT come before it); strides also need the size that it was trained at, --crop',
    },
    partial: {
      type: 'boolean',
      help: 'leave out layers that the network does not have, and say which',
    },
    fold: { type: 'boolean', help: 'fold the batch norms of an ONNX file into its convolutions' },
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
      line: 'mobilenext convert mystery.pth known.safetensors --crop 224 --detect photos',
      does: 'the same, with identity multiplier, strides and preprocessing found out',
    },
    {
      line: 'mobilenext convert runs/first/best.safetensors web-model --format tfjs-graph --half',
      does: 'a small folder that tf.loadGraphModel runs',
    },
    {
      line: 'mobilenext convert MobileNeXt_x1_0.pdparams m.onnx --strides imagenet --identity-multiplier 1',
      does: "PaddleClas's weights for onnxruntime",
    },
  ],
  run: async ({ args: [input, output], flags }, context) => {
    const { runConvert } = await import('../convert/run-convert.js');
    await runConvert({ input, output, ...flags }, context);
  },
});
