import { packTaps } from './pack-taps.js';
import { CHANNELS, type Picture } from './picture.js';
import { resampleModule } from './resample-module.js';
import type { Weights } from './weights.js';

/** Scales every column. */
export function verticalPass({ width, data }: Picture, weights: Weights): Picture {
  const { functions, reserve, bytes } = resampleModule();
  const { first, pairs, taps, stride } = packTaps(weights);
  const height = first.length;
  const rowBytes = width * CHANNELS;
  const [source, firstAt, pairsAt, tapsAt, output] = reserve(
    data.length + rowBytes,
    first.byteLength,
    pairs.byteLength,
    taps.byteLength,
    height * rowBytes,
  );
  bytes(source, data.length).set(data);
  for (const [pointer, { buffer, byteLength }] of [
    [firstAt, first],
    [pairsAt, pairs],
    [tapsAt, taps],
  ] as const) {
    bytes(pointer, byteLength).set(new Uint8Array(buffer));
  }
  functions.verticalPass(source, rowBytes, firstAt, pairsAt, tapsAt, stride, output, height);
  return { width, height, data: bytes(output, height * rowBytes).slice() };
}
