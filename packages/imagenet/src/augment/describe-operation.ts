import type { Rgb } from '@mobilenext/pictures';
import type { Operation } from './operation.js';

/** An operation in a few words, for a reader: `rotate 18 degrees, bicubic`. */
export function describeOperation(operation: Operation): string {
  switch (operation.kind) {
    case 'crop':
      return `crop ${boxText(operation)}`;
    case 'pad':
      return `pad ${operation.margin}`;
    case 'resize': {
      const { width, height, interpolation, part } = operation;
      const ofIt = part ? `, of it ${boxText(part)}` : '';
      return `resize ${width}x${height}, ${interpolation}${ofIt}`;
    }
    case 'centerCrop':
      return `crop ${operation.size}x${operation.size} from the centre, ${operation.rule}`;
    case 'flip':
    case 'autocontrast':
    case 'equalize':
    case 'invert':
    case 'grayscale':
      return operation.kind;
    case 'flipVertical':
      return 'flip top and bottom';
    case 'brightness':
    case 'contrast':
    case 'color':
    case 'sharpness':
    case 'hue':
      return `${operation.kind} ${short(operation.factor)}`;
    case 'posterize':
      return `posterize to ${operation.bits} bits`;
    case 'solarize':
      return `solarize from ${short(operation.threshold)}`;
    case 'solarizeAdd':
      return `solarize, add ${short(operation.amount)}`;
    case 'blur':
      return `blur ${short(operation.radius)} pixels`;
    case 'rotate':
      return `rotate ${short(operation.degrees)} degrees, ${operation.resample}`;
    case 'shearX':
    case 'shearY':
      return `${axis('shear', operation.kind)} ${short(operation.factor)}, ${operation.resample}`;
    case 'translateX':
    case 'translateY':
      return `${axis('translate', operation.kind)} ${short(operation.pixels)} pixels, ${operation.resample}`;
    case 'erase': {
      const { fill } = operation;
      return `erase ${boxText(operation)}, ${'seed' in fill ? 'noise' : colour(fill)}`;
    }
  }
}

const axis = (verb: string, kind: string): string => `${verb} ${kind.slice(-1).toLowerCase()}`;
const colour = (rgb: Rgb): string => `rgb(${rgb.join(' ')})`;
/** Three decimals are more than an eye can tell. */
const short = (value: number): string => String(Number(value.toFixed(3)));
const boxText = (box: { left: number; top: number; width: number; height: number }): string =>
  `${box.width}x${box.height} at ${box.left},${box.top}`;
