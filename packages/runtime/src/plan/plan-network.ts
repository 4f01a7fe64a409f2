import type { Network, Size } from '@mobilenext/core';
import { encodeProgram, type KernelCall, paddedChannels } from '@mobilenext/kernels';
import { type Constants, constants } from './constants.js';
import { type EmitContext, PATCH_ROWS, type Rows } from './emit-stage.js';
import { type FeatureMap, reservePicture } from './feature-map.js';
import { type MemoryLayout, memoryLayout } from './memory-layout.js';
import { type FoldedArrays, packClassifier, packStage } from './pack-stage.js';
import { planSegment } from './plan-segment.js';
import { segmentsOf } from './segments.js';
import { type Stage, stagesOf } from './stages.js';
import { wholeMaps } from './whole-maps.js';

export interface PlanOptions {
  readonly network: Network;
  readonly folded: FoldedArrays;
  readonly input: Size;
  /** Pictures whose features are kept for one pass of the classifier. */
  readonly classifierBatch: number;
  /** Bytes of the widest map that are worked on at a time. */
  readonly tileBytes: number;
}

/** A network laid out in memory, with the calls that run it. */
export interface Plan {
  /** Bytes of memory. */
  readonly bytes: number;
  /** What to write there once. */
  readonly constants: Constants['placed'];
  /** Where a picture goes. */
  readonly picture: FeatureMap;
  /** Turns the picture into its features. */
  readonly program: { readonly program: number; readonly calls: number };
  /** Turns features [n, inChannels], of which the program writes the first, into logits. */
  readonly classifier: {
    readonly x: number;
    readonly packed: number;
    readonly y: number;
    readonly inChannels: number;
    /** The classes, filled up to a multiple of four. */
    readonly outChannels: number;
  };
}

/** Lays out memory for a network on pictures of one size, and writes down the calls. */
export function planNetwork(options: PlanOptions): Plan {
  const { network, folded, input, classifierBatch, tileBytes } = options;
  const layout = memoryLayout();
  const placed = constants(layout);
  const stages = stagesOf(network, input);
  const maps = wholeMaps(layout, stages, input);
  const context: EmitContext = {
    constants: placed,
    packedFilter: (stage, inChannels) =>
      placed.place(stage.unit.convolutionKey, () => packStage(stage, inChannels, folded)),
    patches: memoize((stage, inChannels) => reservePatches(layout, stage, inChannels)),
  };
  const calls: KernelCall[] = [];
  for (const segment of segmentsOf(stages, tileBytes)) {
    maps.begin(segment);
    calls.push(...planSegment(context, stages, segment, maps));
    maps.end(segment);
  }

  const last = stages.length - 1;
  const { map } = maps.whole(last) as Rows;
  const { height, width } = stages[last].outputSize;
  const features = layout.reserve(map.pixelBytes * classifierBatch);
  calls.push({
    kernel: 'globalPool',
    options: {
      x: map.pointer,
      out: features,
      batch: 1,
      pixels: height * width,
      channels: map.channels,
    },
  });
  const { key, numClasses } = network.classifier;
  const outChannels = paddedChannels(numClasses);
  const classifier = {
    x: features,
    packed: placed.place(key, () => packClassifier(network, map.channels, folded)),
    y: layout.reserve(4 * outChannels * classifierBatch),
    inChannels: map.channels,
    outChannels,
  };
  const program = placed.place('program', () => encodeProgram(calls));
  return {
    bytes: layout.bytes,
    constants: placed.placed,
    picture: (maps.whole(-1) as Rows).map,
    program: { program, calls: calls.length },
    classifier,
  };
}

function reservePatches(layout: MemoryLayout, stage: Stage, inChannels: number): FeatureMap {
  const { width } = stage.outputSize;
  const size = { rows: PATCH_ROWS, width, channels: 9 * inChannels, hasBorder: false };
  return reservePicture(layout, size);
}

function memoize(
  make: (stage: Stage, inChannels: number) => FeatureMap,
): (stage: Stage, inChannels: number) => FeatureMap {
  const made = new Map<Stage, FeatureMap>();
  return (stage, inChannels) => {
    const map = made.get(stage) ?? make(stage, inChannels);
    made.set(stage, map);
    return map;
  };
}
