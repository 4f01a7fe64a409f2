import {
  NORMALIZATIONS,
  type Preprocessing,
  preprocessingFault,
  usualChannelOrder,
} from '@mobilenext/mobilenext';
import type { Flags, Values } from '../frame/command.js';
import { badCall } from '../frame/errors.js';

/** How a picture becomes the network's input, where it is not to be as the weights say. */
export const PREPROCESSING_FLAGS = {
  resize: {
    type: 'string',
    value: 'RULES',
    choices: ['torchvision', 'timm', 'paddleclas'],
    help: 'whose rounding of sizes and offsets (default: as saved, else paddleclas)',
  },
  interpolation: {
    type: 'string',
    value: 'FILTER',
    choices: ['bilinear', 'bicubic'],
    help: 'filter of the resize (default: as saved, else bicubic)',
  },
  size: {
    type: 'integer',
    value: 'PIXELS',
    min: 1,
    help: 'shorter side after the resize (default: as saved, else 256; none for small strides)',
  },
  crop: {
    type: 'integer',
    value: 'PIXELS',
    min: 1,
    help: 'side of the square cut from the centre (default: as saved, else 224, or 32 for small strides)',
  },
  normalization: {
    type: 'string',
    value: 'NAME',
    choices: ['imagenet', 'signed', 'unit', 'bytes', 'caffe'],
    help: "scale of the values: ImageNet's mean and deviation, -1..1, 0..1, 0..255, Caffe's (default: as saved, else imagenet)",
  },
  channelOrder: {
    type: 'string',
    value: 'ORDER',
    choices: ['rgb', 'bgr'],
    help: 'colour that the network takes first (default: as saved, else rgb; caffe is bgr)',
  },
} as const satisfies Flags;

/**
 * A preprocessing with what was asked for changed.
 *
 * @throws {CliError} `USAGE` for sizes that cannot be.
 */
export function changePreprocessing(
  from: Preprocessing,
  flags: Values<typeof PREPROCESSING_FLAGS>,
): Preprocessing {
  const { resize: rules, interpolation, size, crop, normalization } = flags;
  const channelOrder = flags.channelOrder ?? (normalization && usualChannelOrder(normalization));
  const changesResize = rules ?? interpolation ?? size;
  const changed = {
    ...from,
    size: crop ?? from.size,
    resize:
      changesResize === undefined
        ? from.resize
        : {
            shortSide: size ?? from.resize?.shortSide ?? crop ?? from.size,
            interpolation: interpolation ?? from.resize?.interpolation ?? 'bicubic',
            rounding: rules ?? from.resize?.rounding ?? 'paddleclas',
          },
    ...(rules && {
      // timm crops with torchvision's own code.
      cropRule: rules === 'timm' ? 'torchvision' : rules,
      arithmetic: rules,
    }),
    ...(normalization && NORMALIZATIONS[normalization]),
    ...(channelOrder && { channelOrder }),
  };
  const fault = preprocessingFault(changed);
  if (fault !== undefined) throw badSizes(changed, fault);
  return changed;
}

function badSizes({ size, resize }: Preprocessing, fault: string): Error {
  const isTooSmall = resize !== null && resize.shortSide < size;
  return badCall(
    isTooSmall
      ? `pictures of ${resize.shortSide} pixels cannot be cropped to ${size}: --size is to be at least --crop, with --resize paddleclas`
      : `${fault} cannot be: see --size and --crop`,
  );
}

/** Lines about pictures whose size is not the one that the weights are used to. */
export function sizeNotes(saved: Preprocessing, used: Preprocessing): readonly string[] {
  const sides = [
    { what: 'cropped', pixels: used.size, wanted: saved.size },
    // What is not resized before the crop comes in the crop's size.
    { what: 'resized', pixels: shortSideOf(used), wanted: shortSideOf(saved) },
  ];
  return sides
    .filter(({ pixels, wanted }) => pixels !== wanted)
    .map(
      ({ what, pixels, wanted }) =>
        `pictures are ${what} to ${pixels} pixels, the checkpoint is made for ${wanted}: it may do worse`,
    );
}

const shortSideOf = ({ resize, size }: Preprocessing): number => resize?.shortSide ?? size;
