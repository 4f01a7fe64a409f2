import { isFolderFormat, type WrittenFormat } from '@mobilenext/converter';

/** What a checkpoint's name may end in, and what its download adds. */
const ENDING = /(\.(safetensors|pth\.tar|pth|pt|tar|pdparams|npz|onnx|ckpt|bin|json))+$/i;

/** `best.pth.tar` as ONNX is `best.onnx`; as a folder `best-tfjs-graph.zip`. */
export function outputName(input: string, format: WrittenFormat): string {
  const name = input.replace(ENDING, '') || 'checkpoint';
  return isFolderFormat(format) ? `${name}-${format}.zip` : `${name}.${format}`;
}
