import {
  applyOperations,
  type Augmentation,
  type Dataset,
  decode,
  describeOperation,
  drawAugmentation,
  encodePng,
  type Geometry,
  type Operation,
  type Picture,
  type PixelBox,
  randomStream,
  resize,
} from '@mobilenext/imagenet';
import type { SheetPicture, SheetView } from './contact-sheet.js';

type PictureSize = Pick<Picture, 'width' | 'height'>;

/** Longer side of the picture as it is, as the page shows it. */
const ORIGINAL_SIDE = 224;

/** A picture with what augmentation makes of it in each epoch: the very pixels of a training run. */
export async function previewPicture(
  dataset: Dataset,
  index: number,
  options: {
    readonly name: string;
    readonly className: string;
    readonly geometry: Geometry;
    readonly augmentation: Augmentation;
    readonly seed: number;
    readonly epochs: readonly number[];
  },
): Promise<SheetPicture> {
  const { name, className, geometry, augmentation, seed, epochs } = options;
  const picture = await decode(await dataset.read(index), { name: dataset.nameOf(index) });
  const views: SheetView[] = [];
  for (const epoch of epochs) {
    const random = randomStream(seed, epoch, index, 'transform');
    const operations = drawAugmentation(geometry, augmentation, picture, random);
    views.push({
      png: await encodePng(applyOperations(picture, operations)),
      choices: operations.map((each) => wordsOf(each, picture)).filter((words) => words !== null),
      box: boxOf(operations, picture),
    });
  }
  const { width, height } = picture;
  return {
    className,
    name,
    index,
    width,
    height,
    views,
    original: await encodePng(shrunk(picture)),
  };
}

function shrunk(picture: Picture): Picture {
  const factor = ORIGINAL_SIDE / Math.max(picture.width, picture.height);
  if (factor >= 1) return picture;
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * factor));
  const [width, height] = [side(picture.width), side(picture.height)];
  return resize(picture, { width, height, interpolation: 'bilinear' });
}

/** One step, for a reader; null for what is the same for every picture. */
export function wordsOf(operation: Operation, decoded: PictureSize): string | null {
  switch (operation.kind) {
    case 'crop':
      return cropWords(operation, decoded);
    case 'resize':
    case 'pad':
    case 'centerCrop':
      return null;
    case 'flip':
      return 'flipped';
    default:
      return describeOperation(operation);
  }
}

function cropWords({ left, top, width, height }: PixelBox, decoded: PictureSize): string {
  const share = Math.round((100 * width * height) / (decoded.width * decoded.height));
  return `${width}x${height} at ${left},${top} · ${share} %`;
}

/** The part of the picture that the operations cut out, which may reach over its edge. */
export function boxOf(operations: readonly Operation[], decoded: PictureSize): SheetView['box'] {
  let of = decoded;
  let margin = 0;
  for (const operation of operations) {
    if (operation.kind === 'resize') of = operation;
    if (operation.kind === 'pad') margin += operation.margin;
    if (operation.kind !== 'crop') continue;
    return {
      left: (100 * (operation.left - margin)) / of.width,
      top: (100 * (operation.top - margin)) / of.height,
      width: (100 * operation.width) / of.width,
      height: (100 * operation.height) / of.height,
    };
  }
  return null;
}
