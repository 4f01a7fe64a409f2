/** mulberry32: a small generator of numbers in [0, 1) whose whole course follows from its seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (bytes: Buffer, below: (limit: number) => number, other: Uint8Array) => Buffer;

/** Lengths at which readers go wrong: as large as a type holds, just past it, negative, none. */
const SIZES = [2n ** 60n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 40n, 2n ** 32n, 2n ** 31n, 255n, 1n, 0n];
/** What opens a container, in pickle, JSON and protobuf (a group). */
const OPENERS = ['(', ']', '}', '\x85', '[', '{"a":', '\x0b', ')\x94', '((', ']\x85'];

const BYTES: Mutation = (bytes, below) => {
  for (let changes = 1 + below(8); changes > 0; changes--) {
    const value = below(2) ? [0x00, 0x01, 0x7f, 0x80, 0xff][below(5)] : below(256);
    bytes[below(bytes.length)] = value;
  }
  return bytes;
};

/** Writes one of {@link SIZES} over some bytes, in 2, 4 or 8 bytes or as a protobuf varint. */
const LENGTH: Mutation = (bytes, below) => {
  const size = SIZES[below(SIZES.length)];
  const width = [2, 4, 8, 10][below(4)];
  const at = below(bytes.length);
  for (let i = 0; i < width && at + i < bytes.length; i++) {
    const byte =
      width === 10
        ? ((size >> BigInt(7 * i)) & 0x7fn) | (i < 9 ? 0x80n : 0n)
        : size >> BigInt(8 * i);
    bytes[at + i] = Number(byte & 0xffn);
  }
  return bytes;
};

const CUT: Mutation = (bytes, below) => bytes.subarray(0, below(bytes.length));

const REMOVE: Mutation = (bytes, below) => {
  const at = below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(16))]);
};

/** Part of this or of another file put in, or put over the end. */
const SPLICE: Mutation = (bytes, below, other) => {
  const at = below(bytes.length);
  const from = below(other.length);
  const part = other.subarray(from, from + 1 + below(200));
  const rest = below(2) ? bytes.subarray(at) : bytes.subarray(at + part.length);
  return Buffer.concat([bytes.subarray(0, at), part, rest]);
};

const NEST: Mutation = (bytes, below) => {
  const at = below(bytes.length);
  const nested = Buffer.from(OPENERS[below(OPENERS.length)].repeat(10 ** (1 + below(5))), 'latin1');
  return Buffer.concat([bytes.subarray(0, at), nested, bytes.subarray(at)]);
};

/** Blanks to the end, over which a careless pattern takes quadratic time. */
const BLANKS: Mutation = (bytes, below) => {
  const start = below(bytes.length);
  const end = bytes.length - below(Math.min(64, bytes.length - start));
  return Buffer.concat([bytes.subarray(0, end).fill(' ', start), bytes.subarray(end)]);
};

// Bytes and lengths come more often, since most of the other files end at the first check.
const MUTATIONS = [BYTES, BYTES, BYTES, LENGTH, LENGTH, CUT, REMOVE, SPLICE, SPLICE, NEST, BLANKS];

/** A damaged copy of a file: one or two mutations, all chosen by `next`. */
export function mutate(bytes: Uint8Array, other: Uint8Array, next: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(next() * limit);
  let damaged: Buffer = Buffer.from(bytes);
  for (let count = 1 + below(2); count > 0 && damaged.length > 0; count--) {
    damaged = MUTATIONS[below(MUTATIONS.length)](damaged, below, other);
  }
  return Uint8Array.from(damaged);
}
