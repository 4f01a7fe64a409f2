import { type FeatureMap, type FeatureMapSize, placeFeatureMap } from './feature-map.js';
import type { MemoryLayout } from './memory-layout.js';

/** Memory for feature maps, used again as soon as what stood in it is no longer needed. */
export interface MapPool {
  take(size: FeatureMapSize): FeatureMap;
  giveBack(map: FeatureMap): void;
}

interface Block {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes the lowest block that fits: a small memory that is written again and again stays in the
 * cache, and so do more of the filters.
 */
export function mapPool(layout: MemoryLayout): MapPool {
  let free: readonly Block[] = [];
  const taken = new Map<FeatureMap, Block>();
  const place = (bytes: number): Block => {
    const found = free.find(({ start, end }) => end - start >= bytes);
    if (!found) {
      const start = layout.reserve(bytes);
      return { start, end: start + bytes };
    }
    const block = { start: found.start, end: found.start + bytes };
    const rest = { start: block.end, end: found.end };
    free = free.flatMap((each) => (each !== found ? each : rest.start < rest.end ? rest : []));
    return block;
  };
  return {
    take(size) {
      const { map, bytes } = placeFeatureMap(size);
      const block = place(staggered(bytes));
      const placed = { ...map, pointer: block.start };
      taken.set(placed, block);
      return placed;
    },
    giveBack(map) {
      const block = taken.get(map);
      if (!block) return;
      taken.delete(map);
      free = joined([...free, block]);
    },
  };
}

const CACHE_LINE = 64;

/** An odd number of cache lines, so that maps of like sizes do not share the sets of the cache. */
const staggered = (bytes: number): number => {
  const lines = Math.ceil(bytes / CACHE_LINE);
  return (lines + 1 - (lines % 2)) * CACHE_LINE;
};

/** In order, neighbours as one. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  for (const block of [...blocks].sort((a, b) => a.start - b.start)) {
    const last = result[result.length - 1];
    if (last?.end === block.start) {
      result[result.length - 1] = { start: last.start, end: block.end };
    } else {
      result.push(block);
    }
  }
  return result;
}
