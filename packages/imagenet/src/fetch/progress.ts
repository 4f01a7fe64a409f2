/** How far a data set has come: first fetched, then read, then written. */
export interface FetchProgress {
  readonly step: 'fetch' | 'read' | 'write';
  /** Bytes, class files or shards; `total` is 0 where it is not known. */
  readonly done: number;
  readonly total: number;
}

export interface FetchOptions {
  /** Folder to write; it is made where it does not exist. */
  readonly directory: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** A data set on this machine, ready for `openDataset(directory, { split })`. */
export interface FetchedDataset {
  readonly directory: string;
  readonly classes: readonly string[];
  /** Pictures of each split. */
  readonly counts: Readonly<Record<string, number>>;
  /** Whether it was there already. */
  readonly cached: boolean;
}
