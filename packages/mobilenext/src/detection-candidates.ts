import { type MobileNeXt, type MobileNeXtOptions, mobileNeXt } from './mobilenext.js';
import {
  type NormalizationConstants,
  type NormalizationName,
  NORMALIZATIONS,
} from './normalizations.js';
import {
  type ChannelOrder,
  IMAGENET_224,
  type Preprocessing,
  SMALL_32,
  usualChannelOrder,
} from './preprocessing.js';
import type { StridesName } from './stages.js';

/** What is known of how a network was trained; all else is open. */
export interface KnownSettings {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
  /** Side of the square that the network saw, in pixels. */
  readonly size?: number;
  readonly normalization?: NormalizationName;
  readonly channelOrder?: ChannelOrder;
  /** Everything about its pictures, in place of the three before. */
  readonly preprocessing?: Preprocessing;
}

/** How values may have been brought to the network; `saved` are constants without a name. */
export interface InputCandidate extends NormalizationConstants {
  readonly normalization: NormalizationName | 'saved';
  readonly channelOrder: ChannelOrder;
}

/** Strides together with the pictures that they may have been used on. */
export interface GeometryCandidate {
  readonly strides: StridesName;
  readonly preprocessing: Preprocessing;
}

/** All ways in which a network may have been trained: any of each list with any of the others. */
export interface DetectionCandidates {
  /** The usual size of each strides first. */
  readonly geometries: readonly GeometryCandidate[];
  readonly inputs: readonly InputCandidate[];
  readonly identityMultipliers: readonly number[];
  /** The network under one of them; the weights fit each. */
  readonly networkOf: (settings: {
    readonly strides: StridesName;
    readonly identityMultiplier: number;
  }) => MobileNeXt;
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

/** The ways in which a network of these shapes may have been trained that what is known leaves open. */
export function detectionCandidates(
  shapes: Pick<MobileNeXtOptions, 'width' | 'numClasses'>,
  known: KnownSettings = {},
): DetectionCandidates {
  const { identityMultiplier } = known;
  return {
    geometries: geometries(known),
    inputs: known.preprocessing ? [inputOf(known.preprocessing)] : inputs(known),
    identityMultipliers:
      identityMultiplier === undefined ? IDENTITY_MULTIPLIERS : [identityMultiplier],
    networkOf: (settings) => mobileNeXt({ ...shapes, ...settings }),
  };
}

function geometries({ strides, size, preprocessing }: KnownSettings): readonly GeometryCandidate[] {
  const open = strides === undefined ? (['imagenet', 'small'] as const) : [strides];
  return open.flatMap((name) => {
    if (preprocessing) return [{ strides: name, preprocessing }];
    const sizes = size === undefined ? SIZES[name] : [size];
    return sizes.map((each) => ({ strides: name, preprocessing: preprocessingAt(each) }));
  });
}

/** At 224 as PaddleClas does it, at other sizes in proportion; what is about 32 is not cropped. */
function preprocessingAt(size: number): Preprocessing {
  if (size <= SMALL_32.size) return { ...SMALL_32, size };
  const { resize } = IMAGENET_224;
  const shortSide = Math.round((size * 256) / IMAGENET_224.size);
  return { ...IMAGENET_224, size, resize: resize && { ...resize, shortSide } };
}

const namedNormalizations = Object.entries(NORMALIZATIONS) as readonly (readonly [
  NormalizationName,
  NormalizationConstants,
])[];

/**
 * Caffe's constants come with blue first alone: with red first they cannot be told from it, for the
 * means go along with the channels.
 */
function inputs({ normalization, channelOrder }: KnownSettings): readonly InputCandidate[] {
  return namedNormalizations
    .filter(([name]) => normalization === undefined || name === normalization)
    .flatMap(([name, constants]) => {
      const orders = name === 'caffe' ? [usualChannelOrder(name)] : (['rgb', 'bgr'] as const);
      const open = channelOrder === undefined ? orders : [channelOrder];
      return open.map((order) => ({ ...constants, normalization: name, channelOrder: order }));
    });
}

function inputOf({ mean, std, channelOrder = 'rgb' }: Preprocessing): InputCandidate {
  const found = namedNormalizations.find(
    ([, constants]) => same(constants.mean, mean) && same(constants.std, std),
  );
  return { mean, std, normalization: found?.[0] ?? 'saved', channelOrder };
}

const same = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();
