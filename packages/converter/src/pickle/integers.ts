import { corrupt, tooLarge } from '../errors.js';

/** Weights hold no integers of more bytes; PyTorch's magic number has ten. */
const MAX_BYTES = 256;

/** Two's complement, little-endian, of any length; a number where it is exact, else a bigint. */
export function integerOf(bytes: Uint8Array): number | bigint {
  if (bytes.length > MAX_BYTES) throw tooLarge('the pickle', `an integer of ${bytes.length} bytes`);
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return exact(BigInt.asIntN(bytes.length * 8, value));
}

/** A decimal integer of protocol 0; `L` may follow it. */
export function integerOfText(text: string): number | bigint {
  const digits = text.endsWith('L') ? text.slice(0, -1) : text;
  if (!/^-?\d+$/.test(digits)) throw corrupt('the pickle', 'an integer is none');
  return exact(BigInt(digits));
}

const exact = (value: bigint): number | bigint =>
  BigInt.asIntN(54, value) === value ? Number(value) : value;
