import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodePng } from '@mobilenext/imagenet';

/** A picture of one colour with a diagonal of another, as PNG. */
export function madePng(
  size: number,
  [red, green, blue]: readonly [number, number, number],
  variation = 0,
): Promise<Uint8Array> {
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isLine = (x + y) % 7 === variation % 7;
      data.set(
        isLine ? [255 - red, 255 - green, 255 - blue] : [red, green, blue],
        (y * size + x) * 3,
      );
    }
  }
  return encodePng({ width: size, height: size, data });
}

/** Writes a file and the folders that lead to it. */
export function writeInto(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
