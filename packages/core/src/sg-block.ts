import { type Chain, chain } from './chain.js';
import { badIdentity, badStride, notWhole } from './errors.js';
import { makeDivisible } from './make-divisible.js';
import type { UnitSpec } from './unit.js';

/** The four forms of the sandglass block, see {@link sgBlock}. */
export type SgBlockKind = 'first' | 'reduce-expand-s1' | 'reduce-expand-s2' | 'full';

/** A sandglass block: a chain that remembers what it was made from. */
export interface SgBlock extends Chain {
  readonly kind: SgBlockKind;
  /** Channels of the narrow middle. */
  readonly hiddenChannels: number;
  /** By how much the middle is narrower than the input: `t` in the paper's table. */
  readonly reduction: number;
}

export interface SgBlockOptions {
  /** Key of the block in a PyTorch state_dict; its units are numbered below `<name>.conv`. */
  readonly name: string;
  readonly inChannels: number;
  readonly outChannels: number;
  /** 1 or 2. Unless given 1. */
  readonly stride?: number;
  /** Unless given 6, as in all but the first block of the paper. */
  readonly reduction?: number;
  /** n adds only the first `floor(inChannels / n)` channels of the identity. Unless given 1. */
  readonly identityMultiplier?: number;
  /** Keeps both depthwise convolutions, without identity, where channels change; for stride 1. */
  readonly keepDepthwise?: boolean;
}

/**
 * Sandglass block: reduces, then expands, with its depthwise convolutions and its identity on the
 * wide side. x [N,H,W,inChannels] -> [N,ceil(H/stride),ceil(W/stride),outChannels].
 *
 * | kind               | when                             | units                                    |
 * | ------------------ | -------------------------------- | ---------------------------------------- |
 * | `first`            | reduction 2                      | depthwise, reduce, expand, depthwise / s |
 * | `reduce-expand-s1` | channels change at stride 1      | reduce, expand, ReLU6                    |
 * | `reduce-expand-s2` | channels change at stride 2      | reduce, expand, depthwise / 2            |
 * | `full`             | otherwise, or `keepDepthwise`    | depthwise, reduce, expand, depthwise     |
 *
 * Nothing follows the reduction and nothing the last depthwise convolution. A `full` block has the
 * identity unless `keepDepthwise`; as in the originals it ignores the stride, so that equal
 * channels at stride 2 keep the picture's size.
 *
 * Source: arXiv 2007.02269, section 3; authors' mnext.py `SGBlock`; PaddleClas mobilenext.py.
 *
 * @throws {CoreError} `RECORD` if a size, stride or multiplier cannot be.
 */
export function sgBlock(options: SgBlockOptions): SgBlock {
  const { name, inChannels, outChannels } = options;
  const { stride = 1, reduction = 6, identityMultiplier = 1, keepDepthwise = false } = options;
  if (!Number.isInteger(reduction) || reduction < 1) {
    throw notWhole(`${name}: reduction`, reduction);
  }
  if (!(identityMultiplier >= 1)) throw badIdentity(name, identityMultiplier);
  if (stride !== 1 && stride !== 2) throw badStride(name, stride);

  const kind = kindOf({ inChannels, outChannels, stride, reduction, keepDepthwise });
  const hiddenChannels = hiddenOf(inChannels, outChannels, reduction);
  const hasIdentity = kind === 'full' && !keepDepthwise;
  const block = chain({
    name,
    kind,
    prefix: `${name}.conv`,
    units: unitsOf(kind, { inChannels, hiddenChannels, outChannels, stride }),
    identityChannels: hasIdentity ? Math.floor(inChannels / identityMultiplier) : 0,
  });
  return Object.freeze({ ...block, kind, hiddenChannels, reduction });
}

function kindOf(
  options: Required<Omit<SgBlockOptions, 'name' | 'identityMultiplier'>>,
): SgBlockKind {
  const { inChannels, outChannels, stride, reduction, keepDepthwise } = options;
  if (reduction === 2) return 'first';
  if (inChannels === outChannels || keepDepthwise) return 'full';
  return stride === 1 ? 'reduce-expand-s1' : 'reduce-expand-s2';
}

/** Only a middle that would be narrower than a sixth of the output is widened, then to a 16. */
function hiddenOf(inChannels: number, outChannels: number, reduction: number): number {
  const hidden = Math.floor(inChannels / reduction);
  return hidden < outChannels / 6 ? makeDivisible(Math.ceil(outChannels / 6), 16) : hidden;
}

interface Sizes {
  readonly inChannels: number;
  readonly hiddenChannels: number;
  readonly outChannels: number;
  readonly stride: number;
}

function unitsOf(kind: SgBlockKind, sizes: Sizes): readonly UnitSpec[] {
  const { inChannels, hiddenChannels, outChannels, stride } = sizes;
  const depthwise = (channels: number, rest: Partial<UnitSpec> = {}): UnitSpec => ({
    convolution: 'depthwise',
    inChannels: channels,
    outChannels: channels,
    ...rest,
  });
  const reduceExpand: readonly UnitSpec[] = [
    { convolution: 'pointwise', inChannels, outChannels: hiddenChannels },
    { convolution: 'pointwise', inChannels: hiddenChannels, outChannels, activation: 'relu6' },
  ];
  const before = depthwise(inChannels, { activation: 'relu6' });
  switch (kind) {
    case 'first':
      return [before, ...reduceExpand, depthwise(outChannels, { stride })];
    case 'reduce-expand-s1':
      return reduceExpand;
    case 'reduce-expand-s2':
      return [...reduceExpand, depthwise(outChannels, { stride })];
    case 'full':
      return [before, ...reduceExpand, depthwise(outChannels)];
  }
}
