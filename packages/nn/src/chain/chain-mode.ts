import type * as tf from '@tensorflow/tfjs-core';

/** What a batch norm saw in one training batch. */
export interface BatchStatistics {
  /** The batch norm's key, e.g. `features.1.conv.1`. */
  readonly normKey: string;
  /** [C] */
  readonly mean: tf.Tensor1D;
  /** [C], biased: divided by `count`. */
  readonly variance: tf.Tensor1D;
  /** Batch x height x width. */
  readonly count: number;
}

/**
 * Which maps a backward pass makes anew instead of keeping them from the forward pass: `chains` keeps
 * a chain's input alone, for less memory and about a forward pass more time. Gradients are the same
 * to the bit. It changes nothing on backends without kernels of their own.
 */
export type Recompute = 'none' | 'chains';

/** How a chain is executed. */
export interface ChainMode {
  /** `batch` normalises by the batch's own statistics, `running` by the stored ones. */
  readonly statistics: 'batch' | 'running';
  /** Receives the statistics of each unit in `batch` mode; the receiver disposes the tensors. */
  readonly onStatistics?: (statistics: BatchStatistics) => void;
  /** False where nobody asks for the input's gradient, as for pictures. Unless given true. */
  readonly inputGradient?: boolean;
  /** Unless given none. */
  readonly recompute?: Recompute;
}
