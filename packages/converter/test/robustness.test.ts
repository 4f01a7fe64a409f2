import { describe, expect, it } from '@jest/globals';
import { ConverterError, readCheckpoint, toFloat64 } from '../src/index.js';
import { fixture, SMALL_FILES } from './fixtures.js';

/** Reads everything in a file; whatever is wrong with it must end in a ConverterError. */
async function outcome(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const { tensors } = await readCheckpoint(bytes);
    for (const tensor of tensors.values()) toFloat64(tensor);
    return 'read';
  } catch (error) {
    if (error instanceof ConverterError) return 'refused';
    throw error;
  }
}

/** mulberry32: a small generator of numbers in [0, 1) whose whole course follows from its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Without CRCs, as some versions of torch write, so that damage reaches the parts behind them. */
function withoutCrcs(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const CENTRAL_HEADER = 'PK\x01\x02';
  for (let at = copy.indexOf(CENTRAL_HEADER); at >= 0; at = copy.indexOf(CENTRAL_HEADER, at + 4)) {
    copy.fill(0, at + 16, at + 20);
  }
  return copy;
}

/** One to four changes: a byte replaced, cut out or put in, preferring values at the limits. */
function mutate(bytes: Uint8Array, next: () => number): Uint8Array {
  const values = [...bytes];
  const below = (limit: number): number => Math.floor(next() * limit);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(values.length);
    const byte = next() < 0.5 ? [0x00, 0x01, 0x7f, 0x80, 0xff][below(5)] : below(256);
    const kind = next();
    if (kind < 0.8) values[at] = byte;
    else if (kind < 0.9) values.splice(at, 1);
    else values.splice(at, 0, byte);
  }
  return Uint8Array.from(values);
}

describe('damaged files', () => {
  it.each(SMALL_FILES)('%s is refused wherever it is cut off', async (name) => {
    const bytes = fixture(name);
    for (let length = 0; length < bytes.length; length++) {
      expect([length, await outcome(bytes.subarray(0, length))]).toEqual([length, 'refused']);
    }
  });

  it.each(SMALL_FILES)('%s never crashes the reader, whatever changes in it', async (name) => {
    const bytes = withoutCrcs(fixture(name));
    const next = random(20200701);
    let refused = 0;
    for (let i = 0; i < 500; i++) {
      if ((await outcome(mutate(bytes, next))) === 'refused') refused++;
    }
    // Data bytes may change unseen, but most of these files is structure.
    expect(refused).toBeGreaterThan(50);
  });
});
