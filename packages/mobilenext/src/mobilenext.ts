import {
  chain,
  makeDivisible,
  type Network,
  network,
  type SgBlock,
  sgBlock,
} from '@mobilenext/core';
import { badDivisor, badStages, badWidth, unknownStrides } from './errors.js';
import { STAGES, STEM_CHANNELS, STRIDES, type Strides, type StridesName } from './stages.js';

export interface MobileNeXtOptions {
  /** Width multiplier: any number above 0. Unless given 1. */
  readonly width?: number;
  /** Unless given 1000. */
  readonly numClasses?: number;
  /** n adds only the first n-th part of the channels in each identity. Unless given 1. */
  readonly identityMultiplier?: number;
  /** A stride table or its name. Unless given `imagenet`. */
  readonly strides?: StridesName | Strides;
  /** Channels are multiples of it. Unless given 8, but 4 at width 0.1, as in the original. */
  readonly divisor?: number;
  /** Share of the features dropped before the classifier in training. Unless given 0.2. */
  readonly dropout?: number;
}

/** MobileNeXt as data; everything that executes, counts or converts it walks this record. */
export interface MobileNeXt extends Network {
  readonly width: number;
  readonly identityMultiplier: number;
  readonly strides: Strides;
  /** The sandglass blocks: all chains but the stem. */
  readonly blocks: readonly SgBlock[];
}

/**
 * MobileNeXt of any width. Pictures [N,H,W,3] -> logits [N,numClasses].
 *
 * Below width 0.14 (with divisor 8) neighbouring stages may round to equal channels. Such a stage
 * begins with a `full` block and loses its stride, as in the originals.
 *
 * Source: arXiv 2007.02269, table 2; authors' mnext.py `MXNet`; PaddleClas mobilenext.py.
 *
 * @example
 * mobileNeXt({ width: 0.35, numClasses: 10, strides: 'small' }).chains.length; // 21
 *
 * @throws {MobileNeXtError} `OPTION` if the width, divisor or stride table cannot be.
 * @throws {CoreError} `RECORD` if a stride, identity multiplier, dropout or the number of classes
 * cannot be.
 */
export function mobileNeXt(options: MobileNeXtOptions = {}): MobileNeXt {
  const { width = 1, numClasses = 1000, identityMultiplier = 1, dropout = 0.2 } = options;
  // The original rounds to 4 at exactly this width, so that its narrowest network stays narrow.
  const { divisor = width === 0.1 ? 4 : 8 } = options;
  if (!(width > 0) || !Number.isFinite(width)) throw badWidth(width);
  if (!Number.isInteger(divisor) || divisor < 1) throw badDivisor(divisor);
  const strides = stridesOf(options.strides ?? 'imagenet');

  const stemChannels = makeDivisible(STEM_CHANNELS * width, divisor);
  const stem = chain({
    name: 'features.0',
    kind: 'stem',
    units: [
      {
        convolution: 'dense',
        inChannels: 3,
        outChannels: stemChannels,
        stride: strides.stem,
        activation: 'relu6',
      },
    ],
  });
  const blocks = blocksOf({ stemChannels, width, divisor, strides, identityMultiplier });
  const base = network({
    name: 'mobilenext',
    chains: [stem, ...blocks],
    numClasses,
    classifierKey: 'classifier.1',
    dropout,
  });
  return Object.freeze({ ...base, width, identityMultiplier, strides, blocks });
}

function stridesOf(strides: StridesName | Strides): Strides {
  const table = typeof strides === 'string' ? namedStrides(strides) : strides;
  const { length } = table.stages;
  if (length !== STAGES.length) throw badStages(length, STAGES.length);
  return Object.freeze({ stem: table.stem, stages: Object.freeze([...table.stages]) });
}

/** Strides by name; JavaScript and configuration files may ask for any name. */
function namedStrides(name: StridesName): Strides {
  if (!Object.hasOwn(STRIDES, name)) throw unknownStrides(name, Object.keys(STRIDES));
  return STRIDES[name];
}

interface BlockOptions {
  readonly stemChannels: number;
  readonly width: number;
  readonly divisor: number;
  readonly strides: Strides;
  readonly identityMultiplier: number;
}

function blocksOf(options: BlockOptions): readonly SgBlock[] {
  const blocks: SgBlock[] = [];
  let inChannels = options.stemChannels;
  STAGES.forEach(({ t, c, n }, stage) => {
    const outChannels = stageChannels(c, options.width, options.divisor);
    for (let repeat = 0; repeat < n; repeat++) {
      const stride = repeat === 0 ? options.strides.stages[stage] : 1;
      const block = sgBlock({
        name: `features.${blocks.length + 1}`,
        inChannels,
        outChannels,
        stride,
        reduction: t,
        identityMultiplier: options.identityMultiplier,
        keepDepthwise: n === 1 && stride === 1,
      });
      blocks.push(block);
      inChannels = outChannels;
    }
  });
  return Object.freeze(blocks);
}

/** The last stage is never narrower than 1280, as the classifier's input. */
function stageChannels(channels: number, width: number, divisor: number): number {
  return channels === 1280 && width < 1 ? 1280 : makeDivisible(channels * width, divisor);
}
