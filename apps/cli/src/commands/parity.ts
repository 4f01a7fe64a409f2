import { defineCommand } from '../frame/command.js';
import { ENGINE_FLAG, NETWORK_FLAGS } from '../network/flags.js';

export const parity = defineCommand({
  name: 'parity',
  summary: 'a backend against known logits, or two checkpoints: their tensors and logits',
  args: [
    { name: 'WEIGHTS', help: 'a checkpoint, or a name from `mobilenext weights`' },
    {
      name: 'OTHER',
      help: 'a second one, compared tensor by tensor and by logits: either this, or --input and --expect',
      optional: true,
    },
  ],
  flags: {
    input: {
      type: 'list',
      value: 'FILE',
      help: 'safetensors of pictures, F32 [N,3,H,W]; put the checkpoints before it (default with OTHER: two random ones of 64x64)',
    },
    expect: { type: 'string', value: 'FILE', help: 'safetensors of true logits, KEY.logits64' },
    cases: {
      type: 'string',
      value: 'FILE',
      help: 'JSON that describes the cases (default: cases.json beside the input, if there)',
    },
    case: { type: 'list', value: 'NAME', help: 'only these cases; put WEIGHTS before it' },
    tolerance: {
      type: 'number',
      value: 'N',
      min: 0,
      help: 'largest relative error of logits (default: 1e-4), difference of tensors (default: 0)',
    },
    maxRatio: {
      type: 'number',
      value: 'N',
      min: 0,
      default: 2,
      help: "largest multiple of PyTorch's own float32 error, where KEY.logits32 is known",
    },
    ...ENGINE_FLAG,
    ...NETWORK_FLAGS,
  },
  examples: [
    {
      line: 'mobilenext parity tiny.safetensors --input inputs.safetensors --expect outputs.safetensors',
      does: 'every case of the file, on our kernels',
    },
    {
      line: 'mobilenext parity model.pth model.safetensors',
      does: 'the first tensor that differs, and by how much, and how far the logits are apart',
    },
  ],
  run: async (input, context) => {
    const { runParity } = await import('../parity/run-parity.js');
    await runParity(input.args, input.flags, context);
  },
});
