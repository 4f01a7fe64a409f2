import { type Chain, outputSize, type Size, type Unit } from '@mobilenext/core';
import type { KernelCall } from '@mobilenext/kernels';
import type { Constants } from './constants.js';
import { emitUnit, patchesSize, type Rows } from './emit-unit.js';
import { type FeatureMap, type FeatureMapSize, reservePicture } from './feature-map.js';
import type { MapPool } from './map-pool.js';
import type { MemoryLayout } from './memory-layout.js';

export interface PlanContext {
  readonly layout: MemoryLayout;
  readonly pool: MapPool;
  readonly constants: Constants;
  /** Where a unit's packed filter stands. */
  packedFilter(unit: Unit, inChannels: number): number;
}

export interface ChainPlan {
  readonly chain: Chain;
  readonly inputSize: Size;
  /** The whole input and output; memory row 0 of one with a border is the row of zeros above. */
  readonly input: FeatureMap;
  readonly output: FeatureMap;
  /** Rows of the output that are computed before the next ones are begun. */
  readonly tileRows: number;
}

/**
 * The kernel calls of a chain. The output is computed in tiles of rows; of what lies between the
 * units only the rows are kept that the tile at hand needs, so that wide maps stay in the cache.
 * Rows that two tiles need are moved, not computed again.
 */
export function planChain(context: PlanContext, plan: ChainPlan): readonly KernelCall[] {
  const stages = stagesOf(context, plan);
  const calls: KernelCall[] = [];
  const height = stages[stages.length - 1].size.height;
  for (let from = 0; from < height; from += plan.tileRows) {
    const to = Math.min(from + plan.tileRows, height);
    calls.push(...planTile(context, plan, stages, from, to));
  }
  for (const { buffer } of stages) if (buffer) context.pool.giveBack(buffer);
  return calls;
}

/** A unit, and where its output goes. */
interface Stage {
  readonly unit: Unit;
  readonly packed: number;
  /** Of the whole output. */
  readonly size: Size;
  readonly patches?: FeatureMap;
  /** The rows between this unit and the next; none behind the last one. */
  readonly buffer?: FeatureMap;
  /** Rows of the output that are computed already. */
  done: number;
  /** The row that stands at the buffer's first. */
  first: number;
}

export const is3x3 = (unit: Unit | undefined): boolean =>
  unit !== undefined && unit.convolution !== 'pointwise';

/** The first row of its input that an output row needs; -1 is the zeros above. */
const firstNeeded = (unit: Unit, row: number): number =>
  is3x3(unit) ? row * unit.stride - 1 : row;

/** The row after the last one that the output rows before `end` need, zeros below included. */
const endNeeded = (unit: Unit, end: number): number =>
  is3x3(unit) ? (end - 1) * unit.stride + 2 : end;

function stagesOf(context: PlanContext, plan: ChainPlan): readonly Stage[] {
  const { units } = plan.chain;
  const stages: Stage[] = [];
  let size = plan.inputSize;
  let { input } = plan;
  for (const [i, unit] of units.entries()) {
    size = outputSize(unit, size);
    const next = units[i + 1];
    const buffer = next && context.pool.take(bufferSize(plan, i, size));
    const patches = reservePicture(context.layout, patchesSize(unit, input, size.width));
    const packed = context.packedFilter(unit, input.channels);
    stages.push({ unit, packed, size, patches, buffer, done: 0, first: 0 });
    if (buffer) input = buffer;
  }
  return stages;
}

/** Room for as many rows between unit `i` and the next as any tile needs. */
function bufferSize(plan: ChainPlan, i: number, { height, width }: Size): FeatureMapSize {
  const { units } = plan.chain;
  let rows = plan.tileRows;
  for (const unit of units.slice(i + 1).reverse()) {
    rows = endNeeded(unit, rows) - firstNeeded(unit, 0);
  }
  return {
    // A 3x3 convolution further down the chain makes the first tile longer than the others.
    rows: Math.min(rows, height + 2),
    width,
    channels: units[i].outChannels,
    hasBorder: is3x3(units[i + 1]),
  };
}

function planTile(
  context: PlanContext,
  plan: ChainPlan,
  stages: readonly Stage[],
  from: number,
  to: number,
): readonly KernelCall[] {
  const calls: KernelCall[] = [];
  const ends = endsOf(stages, to);
  const firsts = firstsOf(stages, from);
  const isTiled = to - from < stages[stages.length - 1].size.height;
  const whole = wholeRows(plan.input);
  let input = whole;
  for (const [i, stage] of stages.entries()) {
    const { unit, packed, size, buffer, patches } = stage;
    if (buffer && isTiled) calls.push(...slide(stage, firsts[i]));
    stage.first = firsts[i];
    const output = buffer ? { map: buffer, first: stage.first } : wholeRows(plan.output);
    const end = Math.min(ends[i], size.height);
    if (end > stage.done) {
      const step = { unit, packed, input, output, patches, from: stage.done, to: end };
      const isLast = i === stages.length - 1;
      const channels = isLast ? plan.chain.identityChannels : 0;
      const shortcut = channels > 0 ? { rows: whole, channels } : undefined;
      calls.push(...emitUnit(context.constants, { ...step, shortcut }));
      stage.done = end;
    }
    if (buffer && isTiled && ends[i] > size.height) {
      calls.push(clearRow(buffer, size.height - stage.first));
    }
    input = output;
  }
  return calls;
}

const wholeRows = (map: FeatureMap): Rows => ({ map, first: map.hasBorder ? -1 : 0 });

/** How far each stage has to be computed for the last one to reach `to`. */
function endsOf(stages: readonly Stage[], to: number): readonly number[] {
  const ends = stages.map(() => to);
  for (let i = stages.length - 2; i >= 0; i--) {
    const consumer = stages[i + 1];
    ends[i] = endNeeded(consumer.unit, Math.min(ends[i + 1], consumer.size.height));
  }
  return ends;
}

/** The first row of each stage's output that is still needed. */
function firstsOf(stages: readonly Stage[], from: number): readonly number[] {
  return stages.map((_, i) => {
    const consumer = stages[i + 1];
    if (!consumer) return from;
    return firstNeeded(consumer.unit, consumer.done);
  });
}

/** Moves the rows that are still needed to the buffer's beginning. */
function slide(stage: Stage, first: number): readonly KernelCall[] {
  const buffer = stage.buffer as FeatureMap;
  if (first === -1) return [clearRow(buffer, 0)];
  const bytes = (stage.done - first) * buffer.rowBytes;
  if (bytes <= 0 || first === stage.first) return [];
  const from = buffer.pointer + (first - stage.first) * buffer.rowBytes;
  return [{ kernel: 'moveBytes', options: { from, to: buffer.pointer, bytes } }];
}

const clearRow = (map: FeatureMap, row: number): KernelCall => ({
  kernel: 'clearBytes',
  options: { to: map.pointer + row * map.rowBytes, bytes: map.rowBytes },
});
