// What assembly/jpeg/render.ts and upsample.ts compute, pixel by pixel.
import { CHANNELS, type Picture, type PixelBox } from '../../resample/picture.js';

/** Samples of a component, [height, stride], of which `width` belong to the picture. */
export interface Plane {
  readonly samples: Uint8Array;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
  /** Pixels to a sample. */
  readonly xStep: number;
  readonly yStep: number;
}

/** A box of the picture whose planes are one of grey or three, in YCbCr or RGB. */
export function render(planes: readonly Plane[], isYcc: boolean, box: PixelBox): Picture {
  const { left, top, width, height } = box;
  const data = new Uint8ClampedArray(CHANNELS * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b = a, c = a] = planes.map((plane) => sampleOf(plane, left + x, top + y));
      data.set(isYcc ? rgbOf(a, b - 128, c - 128) : [a, b, c], CHANNELS * (y * width + x));
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

const fixed = (factor: number): number => Math.round(factor * 2 ** 16);
const HALF = 2 ** 15;

const rgbOf = (y: number, cb: number, cr: number): readonly number[] => [
  y + ((fixed(1.402) * cr + HALF) >> 16),
  y + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF) >> 16),
  y + ((fixed(1.772) * cb + HALF) >> 16),
];

/** Interpolated where the distance of the samples is halved, repeated otherwise. */
function sampleOf(plane: Plane, x: number, y: number): number {
  const { xStep, yStep, width } = plane;
  const isEvenX = x % 2 === 0;
  const isEvenY = y % 2 === 0;
  const column = x >> 1;
  const side = isEvenX ? column - 1 : column + 1;
  if (xStep === 2 && yStep === 2 && width > 2) {
    const sum = 3 * columnSum(plane, column, y) + columnSum(plane, side, y);
    return (sum + (isEvenX ? 8 : 7)) >> 4;
  }
  if (xStep === 2 && yStep === 1 && width > 2) {
    return (3 * at(plane, column, y) + at(plane, side, y) + (isEvenX ? 1 : 2)) >> 2;
  }
  if (xStep === 1 && yStep === 2) return (columnSum(plane, x, y) + (isEvenY ? 1 : 2)) >> 2;
  return at(plane, Math.floor(x / xStep), Math.floor(y / yStep));
}

/** Three times the nearer row and the other. */
function columnSum(plane: Plane, column: number, y: number): number {
  const row = y >> 1;
  return 3 * at(plane, column, row) + at(plane, column, y % 2 === 0 ? row - 1 : row + 1);
}

/** Beyond the edge the outermost sample is repeated. */
function at({ samples, stride, width, height }: Plane, x: number, y: number): number {
  const inside = (position: number, length: number) => Math.max(0, Math.min(position, length - 1));
  return samples[inside(y, height) * stride + inside(x, width)];
}
