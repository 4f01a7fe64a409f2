import type { Picture } from '@mobilenext/pictures';
import {
  adjustBrightness,
  adjustContrast,
  adjustHue,
  adjustSaturation,
  adjustSharpness,
  autocontrast,
  equalize,
  erase,
  flipHorizontal,
  flipVertical,
  gaussianBlur,
  grayscale,
  invert,
  paddleclasRotate,
  posterize,
  rotate,
  shearX,
  shearY,
  solarize,
  solarizeAdd,
  torchvisionShearX,
  torchvisionShearY,
  torchvisionTranslateX,
  torchvisionTranslateY,
  translateX,
  translateY,
} from '@mobilenext/pictures/augment';
import { centerCrop } from '../crop/center-crop.js';
import { crop } from '../crop/crop.js';
import { pad } from '../crop/pad.js';
import { resize } from '../resize/resize.js';
import { noisePixels } from './noise-pixels.js';
import type { Operation } from './operation.js';

/**
 * Takes a picture through operations, one after another; the given one stays as it is.
 *
 * @throws {ImagenetError} `ARGUMENT` for an operation that does not fit the picture
 * @throws {PictureError} `ARGUMENT` for a number that makes no sense; `MEMORY`
 */
export const applyOperations = (picture: Picture, operations: readonly Operation[]): Picture =>
  operations.reduce(applyOperation, picture);

function applyOperation(picture: Picture, operation: Operation): Picture {
  switch (operation.kind) {
    case 'crop':
      return crop(picture, operation);
    case 'pad': {
      const { margin } = operation;
      return pad(picture, { left: margin, top: margin, right: margin, bottom: margin });
    }
    case 'resize':
      return resize(picture, operation);
    case 'centerCrop':
      return centerCrop(picture, operation.size, operation);
    case 'flip':
      return flipHorizontal(picture);
    case 'flipVertical':
      return flipVertical(picture);
    case 'brightness':
      return adjustBrightness(picture, operation.factor);
    case 'contrast':
      return adjustContrast(picture, operation.factor);
    case 'color':
      return adjustSaturation(picture, operation.factor);
    case 'sharpness':
      return adjustSharpness(picture, operation.factor);
    case 'hue':
      return adjustHue(picture, operation.factor);
    case 'autocontrast':
      return autocontrast(picture);
    case 'equalize':
      return equalize(picture);
    case 'invert':
      return invert(picture);
    case 'grayscale':
      return grayscale(picture);
    case 'posterize':
      return posterize(picture, operation.bits);
    case 'solarize':
      return solarize(picture, operation.threshold);
    case 'solarizeAdd':
      return solarizeAdd(picture, operation.amount);
    case 'blur':
      return gaussianBlur(picture, operation.radius);
    case 'rotate':
    case 'shearX':
    case 'shearY':
    case 'translateX':
    case 'translateY':
      return bend(picture, operation);
    case 'erase': {
      const { fill } = operation;
      return erase(picture, operation, 'seed' in fill ? noisePixels(operation, fill) : fill);
    }
  }
}

type Bending = Extract<
  Operation,
  { kind: 'rotate' | 'shearX' | 'shearY' | 'translateX' | 'translateY' }
>;

/** timm's and PaddleClas's shears and translations are Pillow's; torchvision has its own. */
function bend(picture: Picture, operation: Bending): Picture {
  const { rule, resample: interpolation, fill } = operation;
  const how = { interpolation, fill };
  const isTorchvision = rule === 'torchvision';
  switch (operation.kind) {
    case 'rotate':
      return rule === 'paddleclas'
        ? paddleclasRotate(picture, operation.degrees)
        : rotate(picture, operation.degrees, how);
    case 'shearX':
      return (isTorchvision ? torchvisionShearX : shearX)(picture, operation.factor, how);
    case 'shearY':
      return (isTorchvision ? torchvisionShearY : shearY)(picture, operation.factor, how);
    case 'translateX':
      return (isTorchvision ? torchvisionTranslateX : translateX)(picture, operation.pixels, how);
    case 'translateY':
      return (isTorchvision ? torchvisionTranslateY : translateY)(picture, operation.pixels, how);
  }
}
