import { shortSideSize } from '@mobilenext/imagenet';
import type { Preprocessing } from '@mobilenext/mobilenext';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One step from a file to the network's pixels, with the size that it leaves. */
export interface Operation extends Size {
  readonly name: 'decode' | 'resize' | 'crop';
  /** How, in the words of the settings. */
  readonly how: string;
}

/** The steps that a preprocessing takes with a picture of a size. */
export function describeOperations(
  decoded: Size,
  { resize, size, cropRule }: Preprocessing,
): readonly Operation[] {
  const { width, height } = decoded;
  const operations: Operation[] = [{ name: 'decode', how: 'as Pillow, to RGB', width, height }];
  const square = { width: size, height: size };
  if (resize) {
    const { shortSide, rounding, interpolation } = resize;
    const scaled = shortSideSize(decoded, shortSide, rounding);
    operations.push({ name: 'resize', how: `${interpolation}, ${rounding}`, ...scaled });
    operations.push({ name: 'crop', how: `centre, ${cropRule}`, ...square });
  } else if (width !== size || height !== size) {
    operations.push({ name: 'resize', how: 'bilinear, to the square', ...square });
  }
  return operations;
}
