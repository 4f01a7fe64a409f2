import { type Dataset, encodePng } from '@mobilenext/imagenet';

/** Pictures in memory whose classes are easy to tell: the brightness grows with the label. */
export async function pictureSet(options: {
  readonly length: number;
  readonly side: number;
  readonly classes: readonly string[];
}): Promise<Dataset> {
  const { length, side, classes } = options;
  const label = (index: number): number => index % classes.length;
  const files = await Promise.all(
    Array.from({ length }, (_, index) => {
      const data = Uint8Array.from(
        { length: side * side * 3 },
        (_, i) => 40 + 60 * label(index) + ((i * 31 + index * 17) % 23),
      );
      return encodePng({ width: side, height: side, data });
    }),
  );
  return {
    name: 'pictures in memory',
    split: null,
    length,
    classes,
    label,
    nameOf: (index) => `${index}.png`,
    read: (index) => Promise.resolve(files[index]),
    close: () => Promise.resolve(),
  };
}
