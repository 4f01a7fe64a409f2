import { paddedChannels } from '@mobilenext/kernels';
import type { MemoryLayout } from './memory-layout.js';

/**
 * A map [rows, width, channels] in memory, float32, channels innermost. With a border it is
 * [rows, 1 + width + 1, channels], zeros on both sides; zeros above and below are rows of their own.
 */
export interface FeatureMap {
  readonly pointer: number;
  /** Rows of memory, zeros above and below included. */
  readonly rows: number;
  readonly width: number;
  /** Filled up with zeros to a multiple of four, except those of a picture. */
  readonly channels: number;
  readonly hasBorder: boolean;
  readonly pixelBytes: number;
  readonly rowBytes: number;
}

export interface FeatureMapSize {
  /** Rows that there is room for, zeros above and below included. */
  readonly rows: number;
  readonly width: number;
  readonly channels: number;
  readonly hasBorder: boolean;
}

/** A map that fills its channels up, at no address yet. */
export function placeFeatureMap(size: FeatureMapSize): { map: FeatureMap; bytes: number } {
  return measure({ ...size, channels: paddedChannels(size.channels) });
}

export function reserveFeatureMap(layout: MemoryLayout, size: FeatureMapSize): FeatureMap {
  const { map, bytes } = placeFeatureMap(size);
  return { ...map, pointer: layout.reserve(bytes) };
}

/** A map that keeps its number of channels: what a dense convolution reads. */
export function reservePicture(layout: MemoryLayout, size: FeatureMapSize): FeatureMap {
  const { map, bytes } = measure(size);
  return { ...map, pointer: layout.reserve(bytes) };
}

function measure({ rows, width, channels, hasBorder }: FeatureMapSize) {
  const pixelBytes = 4 * channels;
  const rowBytes = (width + (hasBorder ? 2 : 0)) * pixelBytes;
  const map = { pointer: 0, rows, width, channels, hasBorder, pixelBytes, rowBytes };
  return { map, bytes: rows * rowBytes };
}

/** Where the first pixel (not the border) of a row of memory stands. */
export const rowPointer = (map: FeatureMap, row: number): number =>
  map.pointer + row * map.rowBytes + (map.hasBorder ? map.pixelBytes : 0);
