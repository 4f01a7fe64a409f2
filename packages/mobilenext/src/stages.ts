/** One stage of the paper's table. */
export interface Stage {
  /** Reduction of the sandglass blocks. */
  readonly t: number;
  /** Output channels at width 1.0. */
  readonly c: number;
  /** Number of blocks. */
  readonly n: number;
}

/** Source: arXiv 2007.02269, table 2; authors' mnext.py. */
export const STAGES = [
  { t: 2, c: 96, n: 1 },
  { t: 6, c: 144, n: 1 },
  { t: 6, c: 192, n: 3 },
  { t: 6, c: 288, n: 3 },
  { t: 6, c: 384, n: 4 },
  { t: 6, c: 576, n: 4 },
  { t: 6, c: 960, n: 3 },
  { t: 6, c: 1280, n: 1 },
] as const satisfies readonly Stage[];

/** Channels of the stem at width 1.0. */
export const STEM_CHANNELS = 32;

/** Strides of the stem and of each stage's first block. */
export interface Strides {
  readonly stem: 1 | 2;
  readonly stages: readonly (1 | 2)[];
}

/**
 * `imagenet` divides a picture's sides by 32, as in the paper; `small` by 8, for pictures of about
 * 32x32 (32 becomes 4).
 */
export const STRIDES = {
  imagenet: { stem: 2, stages: [2, 1, 2, 2, 1, 2, 1, 1] },
  small: { stem: 1, stages: [1, 1, 2, 2, 1, 2, 1, 1] },
} as const satisfies Record<string, Strides>;

/** Name of a stride table. */
export type StridesName = keyof typeof STRIDES;
