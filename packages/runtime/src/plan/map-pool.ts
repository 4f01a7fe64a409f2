import { type FeatureMap, type FeatureMapSize, reserveFeatureMap } from './feature-map.js';
import type { MemoryLayout } from './memory-layout.js';

/**
 * Feature maps that are used again when what stood in them is no longer needed. Only maps of the
 * same size share memory, so that the zeros around them stay zeros.
 */
export interface MapPool {
  take(size: FeatureMapSize): FeatureMap;
  giveBack(map: FeatureMap): void;
}

export function mapPool(layout: MemoryLayout): MapPool {
  const free = new Map<string, FeatureMap[]>();
  const keys = new Map<FeatureMap, string>();
  return {
    take(size) {
      const key = JSON.stringify(size);
      const map = free.get(key)?.pop() ?? reserveFeatureMap(layout, size);
      keys.set(map, key);
      return map;
    },
    giveBack(map) {
      const key = keys.get(map);
      if (key === undefined) return;
      keys.delete(map);
      free.set(key, [...(free.get(key) ?? []), map]);
    },
  };
}
