import { badDtype, corrupt } from '../errors.js';
import type { StoredTensor } from './read-safetensors.js';

const ELEMENT_BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

/**
 * A tensor's numbers; a view into the file where it holds them as they are needed.
 *
 * @throws {RuntimeError} `WEIGHTS` for another dtype, or bytes that are not as many as the shape says.
 */
export function floatValues(key: string, { dtype, shape, bytes }: StoredTensor): Float32Array {
  if (!Object.hasOwn(ELEMENT_BYTES, dtype)) throw badDtype(key, dtype);
  const wanted = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
  if (bytes.length !== wanted) throw corrupt(key, `it has ${bytes.length} bytes of ${wanted}`);
  // Not `slice`, which copies nothing of a Buffer.
  const aligned = bytes.byteOffset % ELEMENT_BYTES[dtype] === 0 ? bytes : new Uint8Array(bytes);
  if (dtype === 'F32') {
    return new Float32Array(aligned.buffer, aligned.byteOffset, bytes.length / 4);
  }
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, bytes.length / 2);
  return dtype === 'F16' ? fromFloat16(halves) : fromBfloat16(halves);
}

/** A bfloat16 is the upper half of a float32. */
function fromBfloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16;
  return new Float32Array(bits.buffer);
}

/**
 * IEEE binary16 put into the fields of a float32 is 2^112 times too small, as the exponents begin at
 * -112 of each other; subnormal numbers too.
 */
function fromFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  const values = new Float32Array(bits.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13);
    if ((half & 0x7c00) === 0x7c00) bits[i] |= 0x7f800000;
    else values[i] *= 2 ** 112;
  }
  return values;
}
