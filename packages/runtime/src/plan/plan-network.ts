import type { Network, Size } from '@mobilenext/core';
import { paddedChannels } from '@mobilenext/kernels';
import { type Constants, constants } from './constants.js';
import { memoryLayout } from './memory-layout.js';
import { type FoldedArrays, packClassifier } from './pack-stage.js';
import { type PicturePlan, planPicture } from './plan-picture.js';

export interface PlanOptions {
  readonly network: Network;
  readonly folded: FoldedArrays;
  readonly input: Size;
  readonly threads: number;
  /** Pictures whose features the classifier takes at once. */
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
  /** For each thread, a picture of its own. */
  readonly alone: readonly PicturePlan[];
  /** A picture that all threads work on; with one thread, that of `alone`. */
  readonly together: PicturePlan;
  /** Turns features x [n, inChannels] into logits y [n, outChannels]. */
  readonly classifier: {
    readonly x: number;
    readonly packed: number;
    readonly y: number;
    readonly inChannels: number;
    /** The classes, filled up to a multiple of four. */
    readonly outChannels: number;
  };
  /** int32 [4]: where threads meet. */
  readonly control: number;
}

/** Lays out memory for a network on pictures of one size, and writes down the calls. */
export function planNetwork(options: PlanOptions): Plan {
  const { network, folded, input, threads, classifierBatch, tileBytes } = options;
  const layout = memoryLayout();
  const placed = constants(layout);
  const control = layout.reserve(16);
  const shared = { network, folded, input, layout, constants: placed, tileBytes };
  const alone = Array.from({ length: threads }, () => planPicture({ ...shared, threads: 1 }));
  const together = threads === 1 ? alone[0] : planPicture({ ...shared, threads });

  const { key, inFeatures, numClasses } = network.classifier;
  const inChannels = paddedChannels(inFeatures);
  const outChannels = paddedChannels(numClasses);
  const classifier = {
    x: layout.reserve(4 * inChannels * classifierBatch),
    packed: placed.place(key, () => packClassifier(network, inChannels, folded)),
    y: layout.reserve(4 * outChannels * classifierBatch),
    inChannels,
    outChannels,
  };
  return { bytes: layout.bytes, constants: placed.placed, alone, together, classifier, control };
}
