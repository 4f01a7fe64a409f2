import { type NormalizationName, NORMALIZATIONS } from './normalizations.js';

/** Red, green, blue, or the reverse, as OpenCV reads pictures. */
export type ChannelOrder = 'rgb' | 'bgr';

/** In which order a normalisation is used unless the opposite is said. */
export const usualChannelOrder = (normalization: NormalizationName): ChannelOrder =>
  normalization === 'caffe' ? 'bgr' : 'rgb';

/** How a picture becomes the network's input at evaluation, as data. */
export interface Preprocessing {
  /** Side of the square that the network sees, in pixels. */
  readonly size: number;
  /** Scaling before the centre crop; null where pictures have the right size already. */
  readonly resize: {
    readonly shortSide: number;
    readonly interpolation: 'bilinear' | 'bicubic';
    /** Whose rounding of the long side. */
    readonly rounding: 'torchvision' | 'timm' | 'paddleclas';
  } | null;
  /** Whose rounding of the crop's offset. */
  readonly cropRule: 'torchvision' | 'paddleclas';
  /** Of values in 0..1, in the order of the network's channels. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Which colour the network takes first. Unless given `rgb`. */
  readonly channelOrder?: ChannelOrder;
  /** Whose float32 arithmetic; they differ in the last bit. */
  readonly arithmetic: 'torchvision' | 'timm' | 'paddleclas';
}

/** Source: PaddleClas MobileNeXt configuration: bicubic to 256, crop 224. */
export const IMAGENET_224: Preprocessing = Object.freeze({
  size: 224,
  resize: Object.freeze({ shortSide: 256, interpolation: 'bicubic', rounding: 'paddleclas' }),
  cropRule: 'paddleclas',
  ...NORMALIZATIONS.imagenet,
  arithmetic: 'paddleclas',
});

/** Pictures of about 32x32, as they are. */
export const SMALL_32: Preprocessing = Object.freeze({
  ...IMAGENET_224,
  size: 32,
  resize: null,
});
