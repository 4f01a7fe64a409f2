import type { WrittenFormat } from '@mobilenext/converter';
import type { StridesName } from '@mobilenext/mobilenext';
import { element, find } from './element.js';

/** Every format that is written, as people call it. */
const FORMATS: Readonly<Record<WrittenFormat, string>> = {
  safetensors: 'safetensors',
  pth: 'PyTorch .pth',
  pdparams: 'Paddle .pdparams',
  npz: 'NumPy .npz',
  onnx: 'ONNX',
  'tfjs-graph': 'TensorFlow.js graph model (.zip)',
  'tfjs-layers': 'TensorFlow.js layers model (.zip)',
};

const STRIDES: Readonly<Record<StridesName, string>> = {
  imagenet: 'imagenet (224 becomes 7)',
  small: 'small (32 becomes 4)',
};

/** Fills the form's lists. */
export function fillChoices(): void {
  find('#format', HTMLElement).append(...optionsOf(FORMATS));
  find('#strides', HTMLElement).append(...optionsOf(STRIDES));
}

const optionsOf = (labels: Readonly<Record<string, string>>): HTMLElement[] =>
  Object.entries(labels).map(([value, label]) => {
    const option = element('option', label);
    option.value = value;
    return option;
  });
