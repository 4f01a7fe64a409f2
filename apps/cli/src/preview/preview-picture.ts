import {
  type AppliedStep,
  type Dataset,
  decode,
  encodePng,
  type Picture,
  randomStream,
  resize,
  type Transform,
} from '@mobilenext/imagenet';
import type { SheetPicture, SheetView } from './contact-sheet.js';

/** Longer side of the picture as it is, as the page shows it. */
const ORIGINAL_SIDE = 224;

/** A picture with what the transform makes of it in each epoch: the very pixels of a training run. */
export async function previewPicture(
  dataset: Dataset,
  index: number,
  options: {
    readonly name: string;
    readonly className: string;
    readonly transform: Transform;
    readonly seed: number;
    readonly epochs: readonly number[];
  },
): Promise<SheetPicture> {
  const { name, className, transform, seed, epochs } = options;
  const picture = await decode(await dataset.read(index), { name: dataset.nameOf(index) });
  const views: SheetView[] = [];
  for (const epoch of epochs) {
    const steps: AppliedStep[] = [];
    const random = randomStream(seed, epoch, index, 'transform');
    const seen = transform(picture, random, (step) => steps.push(step));
    views.push({ png: await encodePng(seen), choices: steps.map(wordsOf), box: boxOf(steps) });
  }
  const { width, height } = picture;
  return { className, name, width, height, views, original: await encodePng(shrunk(picture)) };
}

function shrunk(picture: Picture): Picture {
  const factor = ORIGINAL_SIDE / Math.max(picture.width, picture.height);
  if (factor >= 1) return picture;
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * factor));
  const [width, height] = [side(picture.width), side(picture.height)];
  return resize(picture, { width, height, interpolation: 'bilinear' });
}

/** One random choice, for a reader. */
export function wordsOf(step: AppliedStep): string {
  if (step.name === 'flip') return 'flipped';
  const { box, of } = step;
  if (box.width === of.width && box.height === of.height) return `moved by ${box.left},${box.top}`;
  const share = Math.round((100 * box.width * box.height) / (of.width * of.height));
  return `${box.width}x${box.height} at ${box.left},${box.top} · ${share} %`;
}

function boxOf(steps: readonly AppliedStep[]): SheetView['box'] {
  const crop = steps.find((step) => step.name === 'crop');
  if (!crop) return null;
  const { box, of } = crop;
  return {
    left: (100 * box.left) / of.width,
    top: (100 * box.top) / of.height,
    width: (100 * box.width) / of.width,
    height: (100 * box.height) / of.height,
  };
}
