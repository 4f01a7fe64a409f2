import { expect, it } from '@jest/globals';
import { outputName } from './output-name.js';

it.each([
  ['model_best.pth.tar', 'onnx', 'model_best.onnx'],
  ['MobileNeXt_x1_0_pretrained.pdparams', 'safetensors', 'MobileNeXt_x1_0_pretrained.safetensors'],
  ['mobilenext-0.35.safetensors', 'tfjs-graph', 'mobilenext-0.35-tfjs-graph.zip'],
  ['weights', 'npz', 'weights.npz'],
  ['model.json', 'safetensors', 'model.safetensors'],
  ['.pth', 'pth', 'checkpoint.pth'],
] as const)('names %s as %s %s', (input, format, output) => {
  expect(outputName(input, format)).toBe(output);
});
