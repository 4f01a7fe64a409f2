import { chance, permutation, symmetricBeta } from '../random/distributions.js';
import type { RandomStream } from '../random/random-stream.js';

/** Mixup and CutMix, as data. */
export interface Mixing {
  /**
   * Whose: timm mixes each picture with the one at the mirrored place, on bytes; PaddleClas with
   * that of a random permutation, on normalised values, one lambda a batch.
   */
  readonly kind: 'timm' | 'paddleclas';
  /** What shares a lambda and a box: the batch, two partners, nothing. `half` makes a batch half as large. */
  readonly mode: 'batch' | 'pair' | 'elem' | 'half';
  /** Lambda is beta distributed with this shape; 0 is no Mixup, e.g. 0.2. */
  readonly mixup: number;
  /** The same for CutMix, e.g. 1. */
  readonly cutmix: number;
  /** That anything is mixed. */
  readonly probability: number;
  /** That CutMix is it where both are wanted. */
  readonly switchProbability: number;
  /** Epochs with mixing; 0 is all of them. */
  readonly epochs: number;
}

/** What one picture of a mixed batch is made of. */
export interface MixedFrom {
  /** Places in the batch. */
  readonly own: number;
  readonly partner: number;
  /** Share of the own picture and label. */
  readonly lambda: number;
  /** Where the partner's pixels are; null: everywhere, to the share 1 - lambda. */
  readonly box: MixBox | null;
}

/** Rows and columns from (included) and to (not included). */
export interface MixBox {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface BatchSize {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** What becomes of each picture of a batch: everything that is left to chance is decided here. */
export function drawMixing(
  mixing: Mixing,
  size: BatchSize,
  random: RandomStream,
): readonly MixedFrom[] {
  const { count } = size;
  if (mixing.kind === 'paddleclas') {
    const order = permutation(random, count);
    const share = drawShare(mixing, size, random);
    return order.map((partner, own) => ({ own, partner, ...share }));
  }
  const mirrored = (own: number, share: Share): MixedFrom => ({
    ...{ own, partner: count - 1 - own, ...share },
  });
  const indices = Array.from({ length: count }, (_, i) => i);
  switch (mixing.mode) {
    case 'batch': {
      const share = drawShare(mixing, size, random);
      return indices.map((own) => mirrored(own, share));
    }
    case 'elem':
      return indices.map((own) => mirrored(own, drawRoundedShare(mixing, size, random)));
    case 'pair':
    case 'half': {
      const shares = indices
        .slice(0, Math.ceil(count / 2))
        .map(() => drawRoundedShare(mixing, size, random));
      const mixed = indices.map((own) => mirrored(own, shares[Math.min(own, count - 1 - own)]));
      return mixing.mode === 'half' ? mixed.slice(0, Math.ceil(count / 2)) : mixed;
    }
  }
}

type Share = Pick<MixedFrom, 'lambda' | 'box'>;

const UNMIXED: Share = { lambda: 1, box: null };

/** Where there are many lambdas, timm keeps them in float32, which rounds 1 - lambda otherwise. */
function drawRoundedShare(...how: Parameters<typeof drawShare>): Share {
  const share = drawShare(...how);
  return { ...share, lambda: Math.fround(share.lambda) };
}

function drawShare(mixing: Mixing, size: BatchSize, random: RandomStream): Share {
  const { kind, mixup, cutmix, probability, switchProbability } = mixing;
  if (mixup === 0 && cutmix === 0) return UNMIXED;
  if (!chance(random, probability)) return UNMIXED;
  const isCutmix = cutmix > 0 && (mixup === 0 || chance(random, switchProbability));
  const lambda = symmetricBeta(random, isCutmix ? cutmix : mixup);
  if (!isCutmix) return { lambda, box: null };
  const y = random.integer(0, size.height - 1);
  const x = random.integer(0, size.width - 1);
  return cutmixShare(kind, lambda, size, { y, x });
}

/** A box about a centre, clipped to the picture, and the lambda that its area leaves. */
export function cutmixShare(
  kind: Mixing['kind'],
  lambda: number,
  { height, width }: Pick<BatchSize, 'height' | 'width'>,
  centre: { readonly y: number; readonly x: number },
): { readonly lambda: number; readonly box: MixBox } {
  const ratio = Math.sqrt(1 - lambda);
  const [top, bottom] = side(kind, centre.y, height, ratio);
  const [left, right] = side(kind, centre.x, width, ratio);
  const area = (bottom - top) * (right - left);
  return { lambda: 1 - area / (height * width), box: { top, bottom, left, right } };
}

/** PaddleClas's odd sides lose a pixel; timm's were mended. */
function side(
  kind: Mixing['kind'],
  centre: number,
  size: number,
  ratio: number,
): readonly [number, number] {
  const cut = Math.trunc(size * ratio);
  const after = kind === 'timm' ? Math.floor((cut + 1) / 2) : Math.floor(cut / 2);
  return [Math.max(0, centre - Math.floor(cut / 2)), Math.min(size, centre + after)];
}
