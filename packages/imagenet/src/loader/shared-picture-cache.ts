import { CHANNELS } from '@mobilenext/pictures';
import type { PictureCache } from './picture-cache.js';

/** Memory of a cache that all threads see. */
export interface CacheMemory {
  /** Bytes used of `pixels`, in units of {@link UNIT}; one int32. */
  readonly used: SharedArrayBuffer;
  /** [pictures, 4] int32: state, place in units, width, height. */
  readonly entries: SharedArrayBuffer;
  readonly pixels: SharedArrayBuffer;
}

/** So that 32 bits can name places of up to 128 GB. */
const UNIT = 64;
const FIELDS = 4;
const EMPTY = 0;
const BEING_WRITTEN = 1;
const FULL = 2;

/** @param length pictures of the data set */
export function makeCacheMemory(length: number, maxBytes: number): CacheMemory {
  return {
    used: new SharedArrayBuffer(4),
    entries: new SharedArrayBuffer(4 * FIELDS * length),
    // The system gives memory when it is first written to.
    pixels: new SharedArrayBuffer(Math.floor(maxBytes / UNIT) * UNIT),
  };
}

/**
 * The cache of {@link createPictureCache} in memory that threads share: what one has decoded, all
 * find. The pictures it gives are views.
 */
export function sharedPictureCache(memory: CacheMemory): PictureCache {
  const used = new Int32Array(memory.used);
  const entries = new Int32Array(memory.entries);
  const pixels = new Uint8Array(memory.pixels);
  const capacity = pixels.length / UNIT;
  /**
   * Takes units, which are never given back: what a thread adds for nothing until it takes it off
   * again would move the places of others. Undefined where there is no room.
   */
  const take = (units: number): number | undefined => {
    for (;;) {
      const place = Atomics.load(used, 0);
      if (place + units > capacity) return undefined;
      if (Atomics.compareExchange(used, 0, place, place + units) === place) return place;
    }
  };
  return {
    get(index) {
      const at = index * FIELDS;
      if (Atomics.load(entries, at) !== FULL) return undefined;
      const [, place, width, height] = entries.subarray(at, at + FIELDS);
      const data = pixels.subarray(place * UNIT, place * UNIT + width * height * CHANNELS);
      return { width, height, data };
    },
    hasRoom: (bytes) => Atomics.load(used, 0) + Math.ceil(bytes / UNIT) <= capacity,
    offer(index, { width, height, data }) {
      const at = index * FIELDS;
      if (Atomics.compareExchange(entries, at, EMPTY, BEING_WRITTEN) !== EMPTY) return;
      const place = take(Math.ceil(data.length / UNIT));
      if (place === undefined) {
        Atomics.store(entries, at, EMPTY);
        return;
      }
      pixels.set(data, place * UNIT);
      entries.set([place, width, height], at + 1);
      Atomics.store(entries, at, FULL);
    },
  };
}
