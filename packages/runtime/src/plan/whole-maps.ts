import type { Size } from '@mobilenext/core';
import { MIN_SHORTCUT_COLUMNS, paddedChannels } from '@mobilenext/kernels';
import { isShortcutFused, type Rows } from './emit-stage.js';
import { type FeatureMap, reserveFeatureMap, reservePicture } from './feature-map.js';
import { mapPool } from './map-pool.js';
import type { MemoryLayout } from './memory-layout.js';
import type { SegmentMaps } from './plan-segment.js';
import type { Segment } from './segments.js';
import type { Stage } from './stages.js';

/** The maps of a plan; those between segments and those that a shortcut reads are whole. */
export interface WholeMaps extends SegmentMaps {
  /** Makes the whole maps that a segment writes. */
  begin(segment: Segment): void;
  /** Gives back the windows, and the whole maps that nothing after the segment reads. */
  end(segment: Segment): void;
}

const PICTURE = -1;

export function wholeMaps(
  layout: MemoryLayout,
  stages: readonly Stage[],
  { height, width }: Size,
): WholeMaps {
  const pool = mapPool(layout);
  const whole = new Map<number, Rows>();
  const windows: FeatureMap[] = [];
  let begun: FeatureMap[] = [];
  /** Rows of zeros above and below as well, and columns, where a depthwise convolution reads. */
  const hasBorder = (s: number): boolean => stages[s + 1]?.unit.convolution === 'depthwise';
  const rowsOf = (s: number, rows: number): number => rows + (hasBorder(s) ? 2 : 0);
  const sizeOf = (s: number, rows: number) => ({
    rows,
    width: stages[s].outputSize.width,
    channels: stages[s].unit.outChannels,
    hasBorder: hasBorder(s),
  });
  const firstOf = (s: number): number => (hasBorder(s) ? -1 : 0);

  const first = stages[0].unit;
  const reserve = first.convolution === 'dense' ? reservePicture : reserveFeatureMap;
  const picture = {
    rows: rowsOf(PICTURE, height),
    width,
    channels: first.inChannels,
    hasBorder: hasBorder(PICTURE),
  };
  whole.set(PICTURE, { map: reserve(layout, picture), first: firstOf(PICTURE) });
  return {
    whole: (s) => whole.get(s),
    begun: () => begun,
    takeWindow(s, rows) {
      const window = pool.take(sizeOf(s, rows));
      windows.push(window);
      return window;
    },
    begin({ from, to }) {
      begun = [];
      for (let s = from; s < to; s++) {
        if (s < to - 1 && stages[s].sharedUntil === undefined) continue;
        const inPlace = s === to - 1 && shortcutInPlace(stages, s, from);
        if (inPlace) {
          whole.set(s, whole.get(stages[s].shortcut?.from as number) as Rows);
          continue;
        }
        const map = pool.take(sizeOf(s, rowsOf(s, stages[s].outputSize.height)));
        whole.set(s, { map, first: firstOf(s) });
        begun.push(map);
      }
    },
    end({ to }) {
      for (const window of windows.splice(0)) pool.giveBack(window);
      for (const [s, { map }] of whole) {
        const lastReader = Math.max(s + 1, stages[s]?.sharedUntil ?? PICTURE);
        if (s === PICTURE || lastReader >= to) continue;
        whole.delete(s);
        const isKept = [...whole.values()].some((rows) => rows.map === map);
        if (!isKept) pool.giveBack(map);
      }
    },
  };
}

/**
 * Whether an output may be written where its shortcut stands, which nobody reads any more: half as
 * much memory passes through the cache, and the border stays as it is.
 */
function shortcutInPlace(stages: readonly Stage[], s: number, segmentFrom: number): boolean {
  const { unit, outputSize, shortcut } = stages[s];
  if (shortcut === undefined || shortcut.from < 0) return false;
  const { from } = shortcut;
  const isAsLong =
    paddedChannels(unit.outChannels) === paddedChannels(stages[from].unit.outChannels);
  const hasSameBorder = stages[s + 1]?.unit.convolution === stages[from + 1].unit.convolution;
  const isRead = from + 1 >= segmentFrom;
  return (
    isShortcutFused(stages[s], isAsLong) &&
    hasSameBorder &&
    !isRead &&
    outputSize.width >= MIN_SHORTCUT_COLUMNS
  );
}
