import { type VariantName, variantNames, variants } from '@mobilenext/mobilenext';
import type { Setting } from '../contender/job.js';

/** What grows while the rest stays. */
export const AXES = ['width', 'resolution', 'batch', 'threads', 'workers'] as const;

export type Axis = (typeof AXES)[number];

/** A measurement of an axis. */
export interface Point extends Setting {
  /** Processes that predict at the same time, each its own pictures with its own threads. */
  readonly workers: number;
}

const RESOLUTIONS = {
  imagenet: [96, 128, 160, 192, 224, 288, 320, 384, 448],
  small: [16, 24, 32, 48, 64, 96],
} as const;
const BATCHES = [1, 2, 4, 8, 16, 32, 64];
const THREADS = [1, 2];
const WORKERS = [1, 2];

/** An axis from a variant at its own resolution, one picture, one thread, one worker. */
export function pointsAlong(axis: Axis, variant: VariantName): readonly Point[] {
  const { strides, preprocessing } = variants[variant];
  const base: Point = { variant, input: preprocessing.size, batch: 1, threads: 1, workers: 1 };
  switch (axis) {
    case 'width':
      return variantNames
        .filter((name) => variants[name].strides === strides)
        .map((name) => ({ ...base, variant: name }));
    case 'resolution':
      return RESOLUTIONS[strides].map((input) => ({ ...base, input }));
    case 'batch':
      return BATCHES.map((batch) => ({ ...base, batch }));
    case 'threads':
      return THREADS.map((threads) => ({ ...base, threads }));
    case 'workers':
      return WORKERS.map((workers) => ({ ...base, workers }));
  }
}
