import type { Stage } from './stages.js';

/** Stages that are worked on together, tile by tile: from, up to but not including. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Rows of the last stage's output that are computed before the next ones are begun. */
  readonly tileRows: number;
}

export interface SegmentOptions {
  /** Bytes of the widest map that are worked on at a time. */
  readonly tileBytes: number;
  /** Maps with fewer rows are computed stage by stage. */
  readonly minRows: number;
}

/**
 * Cuts a network where its maps are narrow: behind each pointwise convolution that reduces channels.
 * What is wide then lies within a segment, of which the cache holds a few rows at a time; this is
 * where a sandglass block spends its memory.
 */
export function segmentsOf(
  stages: readonly Stage[],
  { tileBytes, minRows }: SegmentOptions,
): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const [i, { unit, outputSize }] of stages.entries()) {
    const isNarrowing = unit.convolution === 'pointwise' && unit.outChannels < unit.inChannels;
    const isSmall = outputSize.height < minRows;
    if (!isNarrowing && !isSmall && i < stages.length - 1) continue;
    const to = i + 1;
    segments.push({ from, to, tileRows: tileRows(stages.slice(from, to), tileBytes) });
    from = to;
  }
  return segments;
}

/**
 * As many rows of the last output as keep the widest map within the segment below `tileBytes`, or
 * all of them if twice that is enough for the whole map.
 */
function tileRows(stages: readonly Stage[], tileBytes: number): number {
  const last = stages[stages.length - 1].outputSize;
  const perRow = stages.slice(0, -1).map(({ unit, outputSize: { height, width } }) => {
    const rows = height / last.height;
    return 4 * width * unit.outChannels * rows;
  });
  const widest = Math.max(1, ...perRow);
  if (widest * last.height <= 2 * tileBytes) return last.height;
  return Math.max(1, Math.floor(tileBytes / widest));
}
