/** Where a run stands. */
export interface Position {
  /** Epochs trained so far; the first is 0. */
  readonly epoch: number;
  /** Batches of this epoch trained so far. */
  readonly iteration: number;
}

/** How long a run is. */
export interface RunLength {
  readonly epochs: number;
  readonly iterationsPerEpoch: number;
}
