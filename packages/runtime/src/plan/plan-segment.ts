import type { KernelCall } from '@mobilenext/kernels';
import { type EmitContext, emitPixels, emitStage, type Rows } from './emit-stage.js';
import type { FeatureMap } from './feature-map.js';
import type { Segment } from './segments.js';
import { endNeeded, firstNeeded, type Stage } from './stages.js';

export interface SegmentMaps {
  /** The whole output of a stage, -1 being the picture, if more than the next stage needs it. */
  whole(stage: number): Rows | undefined;
  /** The whole maps that the segment at hand begins to write. */
  begun(): readonly FeatureMap[];
  /** Where a few rows of a stage's output stand for a while, with room for `rows`. */
  takeWindow(stage: number, rows: number): FeatureMap;
}

/** Rows of a map: from, up to but not including. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Pixels of a map, counted row by row: from, up to but not including. */
export interface PixelRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The kernel calls that compute some rows of a segment's output. They are computed in tiles; of what
 * lies between the segment's stages only those rows are kept that the tile at hand needs. Rows that
 * two tiles need are moved, not computed again.
 */
export function planSegment(
  context: EmitContext,
  stages: readonly Stage[],
  segment: Segment,
  maps: SegmentMaps,
  range: RowRange,
): readonly KernelCall[] {
  const { from, to, tileRows } = segment;
  const { height } = stages[to - 1].outputSize;
  // A window on a whole map keeps its rows of zeros throughout.
  const isWhole = range.from === 0 && range.to === height && tileRows >= height;
  const windows = windowsOf(stages, segment, maps);
  const progress = startOf(stages, segment, range.from);
  const begun = [...windows.values(), ...maps.begun()];
  const calls = begun.filter(({ hasBorder }) => hasBorder).map(clearBorder);
  for (let end = range.from + tileRows; ; end += tileRows) {
    const ends = endsOf(stages, segment, Math.min(end, range.to));
    for (let s = from; s < to; s++) {
      const window = windows.get(s);
      if (window) {
        const first = firstNeeded(stages[s + 1], progress.done.get(s + 1) as number);
        if (!isWhole) calls.push(...slide(window, s, first, progress));
        progress.first.set(s, first);
      }
      const rowsOf = (stage: number): Rows => {
        const map = windows.get(stage);
        return map
          ? { map, first: progress.first.get(stage) as number }
          : (maps.whole(stage) as Rows);
      };
      const stage = stages[s];
      const done = progress.done.get(s) as number;
      const wanted = ends.get(s) as number;
      const reached = Math.min(wanted, stage.outputSize.height);
      if (reached > done) {
        const step = { stage, input: rowsOf(s - 1), output: rowsOf(s), from: done, to: reached };
        const shortcut = stage.shortcut && rowsOf(stage.shortcut.from);
        calls.push(...emitStage(context, { ...step, shortcut }));
        progress.done.set(s, reached);
      }
      if (window && !isWhole && wanted > stage.outputSize.height) {
        calls.push(clearRow(rowsOf(s), stage.outputSize.height));
      }
    }
    if (end >= range.to) return calls;
  }
}

/**
 * The kernel calls that compute some pixels of a segment's output, counted row by row. The segment is
 * a single pointwise stage without a shortcut.
 */
export function planPixels(
  context: EmitContext,
  stages: readonly Stage[],
  { from: s }: Segment,
  maps: SegmentMaps,
  { from, to }: PixelRange,
): readonly KernelCall[] {
  const [input, output] = [maps.whole(s - 1) as Rows, maps.whole(s) as Rows];
  const borders = maps.begun().filter(({ hasBorder }) => hasBorder);
  const step = { stage: stages[s], input, output, from, to };
  return [...borders.map(clearBorder), emitPixels(context, step)];
}

/** By stage: the rows computed so far, and the row that stands first in its window. */
interface Progress {
  readonly done: Map<number, number>;
  readonly first: Map<number, number>;
}

/** A window for each output that only the next stage of the segment needs. */
function windowsOf(
  stages: readonly Stage[],
  { from, to, tileRows }: Segment,
  maps: SegmentMaps,
): ReadonlyMap<number, FeatureMap> {
  const windows = new Map<number, FeatureMap>();
  let rows = tileRows;
  for (let s = to - 2; s >= from; s--) {
    const next = stages[s + 1];
    // As many as `rows` of the next stage's output need, wherever they are.
    rows = Math.min(
      endNeeded(next, rows) - firstNeeded(next, 0),
      endNeeded(next, next.outputSize.height) - firstNeeded(next, 0),
    );
    if (!maps.whole(s)) windows.set(s, maps.takeWindow(s, rows));
  }
  return windows;
}

/** How far each stage has to be computed for the last one to reach `end`. */
function endsOf(
  stages: readonly Stage[],
  { from, to }: Segment,
  end: number,
): ReadonlyMap<number, number> {
  const ends = new Map([[to - 1, end]]);
  for (let s = to - 2; s >= from; s--) {
    const next = stages[s + 1];
    end = endNeeded(next, Math.min(end, next.outputSize.height));
    ends.set(s, end);
  }
  return ends;
}

/** Where the stages begin for the last one to begin at `row`. */
function startOf(stages: readonly Stage[], { from, to }: Segment, row: number): Progress {
  const done = new Map([[to - 1, row]]);
  for (let s = to - 2; s >= from; s--) {
    row = Math.max(0, firstNeeded(stages[s + 1], row));
    done.set(s, row);
  }
  return { done, first: new Map() };
}

/** Moves the rows that the next stage still needs to the window's beginning. */
function slide(
  window: FeatureMap,
  s: number,
  first: number,
  progress: Progress,
): readonly KernelCall[] {
  if (first < 0) return [clearRow({ map: window, first }, first)];
  const before = progress.first.get(s) ?? first;
  const bytes = ((progress.done.get(s) as number) - first) * window.rowBytes;
  if (bytes <= 0 || first === before) return [];
  const from = window.pointer + (first - before) * window.rowBytes;
  return [{ kernel: 'moveBytes', options: { from, to: window.pointer, bytes } }];
}

const clearBorder = ({ pointer, rows, rowBytes, pixelBytes }: FeatureMap): KernelCall => ({
  kernel: 'clearBorder',
  options: { to: pointer, rows, rowBytes, pixelBytes },
});

const clearRow = ({ map, first }: Rows, row: number): KernelCall => ({
  kernel: 'clearBytes',
  options: { to: map.pointer + (row - first) * map.rowBytes, bytes: map.rowBytes },
});
