import {
  IMAGENET_224,
  NORMALIZATIONS,
  type NormalizationName,
  type Preprocessing,
  SMALL_32,
  type StridesName,
} from '@mobilenext/mobilenext';
import { usualOrder } from '../network/preprocessing-flags.js';
import type { NetworkFlags, PictureFlags } from './detect-options.js';

/** Strides together with the size of the pictures that they are used on. */
export interface Geometry {
  readonly strides: StridesName;
  readonly preprocessing: Preprocessing;
}

/**
 * Sizes that networks are trained at. Strides and size have to be judged together: pictures of 128
 * pixels under the usual strides look to most of a network as those of 32 do under small ones.
 */
const SIZES: Readonly<Record<StridesName, readonly number[]>> = {
  imagenet: [224, 160, 128, 96, 64, 32],
  small: [32, 64],
};

/** The paper's choices; the originals train with 1 and 2. */
const IDENTITY_MULTIPLIERS = [1, 2, 3, 6];

/** All geometries that what was typed leaves open, the usual size of each strides first. */
export function geometries({ strides, crop }: NetworkFlags & PictureFlags): readonly Geometry[] {
  const open = strides === undefined ? (['imagenet', 'small'] as const) : [strides];
  return open.flatMap((name) =>
    (crop === undefined ? SIZES[name] : [crop]).map((size) => ({
      strides: name,
      preprocessing: preprocessingAt(size),
    })),
  );
}

/** At 224 as PaddleClas does it, at other sizes in proportion; what is about 32 is not cropped. */
function preprocessingAt(size: number): Preprocessing {
  if (size <= SMALL_32.size) return { ...SMALL_32, size };
  const { resize } = IMAGENET_224;
  const shortSide = Math.round((size * 256) / IMAGENET_224.size);
  return { ...IMAGENET_224, size, resize: resize && { ...resize, shortSide } };
}

/** How values may have been brought to the network. */
export interface Input {
  readonly normalization: NormalizationName;
  readonly channelOrder: 'rgb' | 'bgr';
}

/**
 * All inputs that what was typed leaves open. Caffe's constants come with blue first alone: with
 * red first they cannot be told from it, for the means go along with the channels.
 */
export function inputs({ normalization, channelOrder }: PictureFlags): readonly Input[] {
  const names = Object.keys(NORMALIZATIONS) as NormalizationName[];
  return names
    .filter((name) => normalization === undefined || name === normalization)
    .flatMap((name) => {
      const orders = name === 'caffe' ? [usualOrder(name)] : (['rgb', 'bgr'] as const);
      const open = channelOrder === undefined ? orders : [channelOrder];
      return open.map((order) => ({ normalization: name, channelOrder: order }));
    });
}

/** All identity multipliers that what was typed leaves open. */
export const identityMultipliers = ({ identityMultiplier }: NetworkFlags): readonly number[] =>
  identityMultiplier === undefined ? IDENTITY_MULTIPLIERS : [identityMultiplier];

/** A preprocessing with other constants. */
export const withInput = (
  preprocessing: Preprocessing,
  { normalization, channelOrder }: Input,
): Preprocessing => ({
  ...preprocessing,
  ...NORMALIZATIONS[normalization],
  ...(channelOrder === 'bgr' && { channelOrder }),
});
