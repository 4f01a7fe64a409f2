import type { NetworkFacts } from './network-facts.js';
import { IMAGENET_224 } from './preprocessing.js';
import type { VariantName } from './variants.js';

/** Published weights for ImageNet's 1000 classes. */
export interface KnownWeights {
  /** What they are called here. */
  readonly name: string;
  readonly variant: VariantName;
  /** Top-1 on ImageNet's validation pictures in per cent, as their makers measured it. */
  readonly top1?: number;
  readonly licence: string;
  /** Page of their makers. */
  readonly source: string;
  /** Name of the file there. */
  readonly file: string;
  /** Where a program can fetch the file; absent where only a person can get it. */
  readonly url?: string;
  /** Of the file, in hexadecimal; absent where none is known. */
  readonly sha256?: string;
  /** What its shapes do not tell. */
  readonly facts: NetworkFacts;
}

/**
 * Source: PaddleClas, `ppcls/arch/backbone/model_zoo/mobilenext.py` (URL, whole identity) and
 * `ppcls/configs/ImageNet/MobileNeXt/MobileNeXt_x1_0.yaml` (pictures). The authors' READMEs offer no
 * weights and report both a whole and a half identity; a user speaks of an archive of pretrained
 * models in their detection code, which was not seen here.
 */
export const KNOWN_WEIGHTS: readonly KnownWeights[] = Object.freeze([
  {
    name: 'paddleclas-1.0',
    variant: 'mobilenext-1.0',
    top1: 74.024,
    licence: 'Apache-2.0',
    source: 'https://github.com/PaddlePaddle/PaddleClas',
    file: 'MobileNeXt_x1_0_pretrained.pdparams',
    url: 'https://paddle-imagenet-models-name.bj.bcebos.com/dygraph/MobileNeXt_x1_0_pretrained.pdparams',
    facts: { strides: 'imagenet', identityMultiplier: 1, preprocessing: IMAGENET_224 },
  },
  {
    name: 'authors-1.0',
    variant: 'mobilenext-1.0',
    licence: 'as its source says',
    source: 'https://github.com/houqb/ssdlite-pytorch-mobilenext',
    file: 'model_best.pth.tar',
    facts: { strides: 'imagenet' },
  },
]);

/** Published weights by their name here, whatever its case. */
export const findKnownWeights = (name: string): KnownWeights | undefined =>
  KNOWN_WEIGHTS.find((known) => known.name === name.toLowerCase());
