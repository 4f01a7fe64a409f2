const { fround } = Math;

/** Mixes bytes with bytes; `factor` 0 gives `first`, 1 gives `second`. */
export function blendBytes(first: Uint8Array, second: Uint8Array, factor: number): Uint8Array {
  const mixed = new Uint8Array(first.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = mixedByte(first[i], second[i], fround(factor));
  return mixed;
}

/** Mixes one level with bytes. */
export function blendLevel(level: number, bytes: Uint8Array, factor: number): Uint8Array {
  const mixed = new Uint8Array(bytes.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = mixedByte(level, bytes[i], fround(factor));
  return mixed;
}

/** a + f (b - a) in float32, clamped, and cut down rather than rounded. */
export function mixedByte(first: number, second: number, factor: number): number {
  const value = fround(first + fround(factor * (second - first)));
  return Math.trunc(Math.min(Math.max(value, 0), 255));
}
