import type { Network, Size } from '@mobilenext/core';
import { CALL_BYTES, encodeProgram, type KernelCall, type Part } from '@mobilenext/kernels';
import type { Constants } from './constants.js';
import { type EmitContext, PATCH_ROWS, type Rows } from './emit-stage.js';
import { type FeatureMap, reservePicture } from './feature-map.js';
import type { MemoryLayout } from './memory-layout.js';
import { packStage } from './pack-stage.js';
import { planPixels, planSegment } from './plan-segment.js';
import { type Segment, segmentsOf } from './segments.js';
import { type Stage, stagesOf } from './stages.js';
import { wholeMaps } from './whole-maps.js';

export interface PicturePlanOptions {
  readonly network: Network;
  readonly input: Size;
  readonly layout: MemoryLayout;
  readonly constants: Constants;
  /** Threads that share the work on the picture. */
  readonly threads: number;
  /** Bytes of the widest map that are worked on at a time. */
  readonly tileBytes: number;
}

/** A picture's way through a network, as memory and kernel calls. */
export interface PicturePlan {
  /** Where the picture goes. */
  readonly picture: FeatureMap;
  /** One after another, each of as many parts as there are threads. */
  readonly phases: readonly (readonly Part[])[];
  /** Where the last phase leaves the features, float32 [C]. */
  readonly features: number;
}

/**
 * With several threads, maps of fewer rows than this are split stage by stage, as the rows that two
 * threads would both compute are too many of them.
 */
const MIN_ROWS_TO_SHARE = 40;

/** Lays out memory for a picture and writes down the calls from its pixels to its features. */
export function planPicture(options: PicturePlanOptions): PicturePlan {
  const { network, input, layout, threads, tileBytes } = options;
  const stages = stagesOf(network, input);
  const maps = wholeMaps(layout, stages, input);
  const contexts = Array.from({ length: threads }, () => emitContext(options));
  const phases: (readonly KernelCall[])[][] = [];
  const minRows = threads === 1 ? 0 : MIN_ROWS_TO_SHARE;
  for (const segment of segmentsOf(stages, { tileBytes, minRows })) {
    const stage = stages[segment.to - 1];
    const { height, width } = stage.outputSize;
    const byPixels = height % threads > 0 && isPointwiseAlone(segment, stage);
    const count = byPixels ? height * width : height;
    const plan = byPixels ? planPixels : planSegment;
    maps.begin(segment);
    phases.push(
      contexts.map((context, t) => {
        const range = {
          from: Math.round((count * t) / threads),
          to: Math.round((count * (t + 1)) / threads),
        };
        return range.from === range.to ? [] : plan(context, stages, segment, maps, range);
      }),
    );
    maps.end(segment);
  }
  const last = stages.length - 1;
  const { map } = maps.whole(last) as Rows;
  const { height, width } = stages[last].outputSize;
  const features = layout.reserve(map.pixelBytes);
  const pool = { batch: 1, pixels: height * width, channels: map.channels };
  phases.push(
    contexts.map((_, t) =>
      t > 0 ? [] : [{ kernel: 'globalPool', options: { x: map.pointer, out: features, ...pool } }],
    ),
  );
  return {
    picture: (maps.whole(PICTURE) as Rows).map,
    phases: encodePhases(options, phases),
    features,
  };
}

const PICTURE = -1;

/** Whether any pixels of a segment's output can be computed without others. */
const isPointwiseAlone = ({ from, to }: Segment, { unit, shortcut }: Stage): boolean =>
  to - from === 1 && unit.convolution === 'pointwise' && shortcut === undefined;

/** One thread waits for nobody: its phases are one. */
function encodePhases(
  { constants, threads }: PicturePlanOptions,
  phases: readonly (readonly (readonly KernelCall[])[])[],
): readonly (readonly Part[])[] {
  const joined = threads === 1 ? [[phases.flat(2)]] : phases;
  let program = constants.add(encodeProgram(joined.flat(2)));
  return joined.map((parts) =>
    parts.map((calls) => {
      const part = { program, calls: calls.length };
      program += calls.length * CALL_BYTES;
      return part;
    }),
  );
}

function emitContext({ layout, constants }: PicturePlanOptions): EmitContext {
  const patches = new Map<Stage, FeatureMap>();
  return {
    constants,
    packedFilter: (stage, inChannels) =>
      constants.place(stage.unit.convolutionKey, () => packStage(stage, inChannels)),
    patches(stage, inChannels) {
      const { width } = stage.outputSize;
      const size = { rows: PATCH_ROWS, width, channels: 9 * inChannels, hasBorder: false };
      const map = patches.get(stage) ?? reservePicture(layout, size);
      patches.set(stage, map);
      return map;
    },
  };
}
