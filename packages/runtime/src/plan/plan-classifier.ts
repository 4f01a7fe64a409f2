import type { Network } from '@mobilenext/core';
import {
  CALL_BYTES,
  encodeJob,
  encodeProgram,
  LINEAR_COLUMNS,
  paddedChannels,
} from '@mobilenext/kernels';
import type { Constants } from './constants.js';
import type { MemoryLayout } from './memory-layout.js';
import { packClassifier } from './pack-stage.js';

export interface ClassifierPlanOptions {
  readonly network: Network;
  readonly layout: MemoryLayout;
  readonly constants: Constants;
  /** Threads that share the classes. */
  readonly threads: number;
  /** Pictures of which there is room for the features. */
  readonly batch: number;
}

/** Turns features x [n, inChannels] into logits y [n, outChannels]. */
export interface ClassifierPlan {
  readonly x: number;
  readonly y: number;
  /** The features and the classes, filled up to a multiple of four. */
  readonly inChannels: number;
  readonly outChannels: number;
  /** The job for n pictures is at n - 1. */
  readonly jobs: readonly number[];
}

/** Lays out memory for the classifier and writes down a call for each thread and number of pictures. */
export function planClassifier(options: ClassifierPlanOptions): ClassifierPlan {
  const { network, layout, constants, threads, batch } = options;
  const { key, inFeatures, numClasses } = network.classifier;
  const inChannels = paddedChannels(inFeatures);
  const outChannels = paddedChannels(numClasses);
  const x = layout.reserve(4 * inChannels * batch);
  const y = layout.reserve(4 * outChannels * batch);
  const packed = constants.place(key, () => packClassifier(network, inChannels));
  const groups = Math.ceil(outChannels / LINEAR_COLUMNS);
  const start = (t: number): number =>
    Math.min(Math.round((groups * t) / threads) * LINEAR_COLUMNS, outChannels);
  const jobs = Array.from({ length: batch }, (_, i) => {
    const shared = { x, packed, y, batch: i + 1, inChannels, outChannels };
    const calls = Array.from({ length: threads }, (_, t) => ({
      kernel: 'packedLinear' as const,
      options: { ...shared, from: start(t), to: start(t + 1) },
    }));
    const program = constants.add(encodeProgram(calls));
    const parts = calls.map((_, t) => ({ program: program + t * CALL_BYTES, calls: 1 }));
    return constants.add(encodeJob([parts], threads));
  });
  return { x, y, inChannels, outChannels, jobs };
}
