// What page and worker say to each other.
import type {
  Checkpoint,
  CheckpointDescription,
  Dtype,
  WrittenDifference,
  WrittenFormat,
} from '@mobilenext/converter';
import type { RunFacts, StridesName } from '@mobilenext/mobilenext';
import type { LogitsDifference } from './checkpoint/logits-difference.js';
import type { Problem } from './errors.js';

/** What leaves no trace in shapes, as far as it is known. */
export interface Facts {
  readonly strides?: StridesName;
  readonly identityMultiplier?: number;
}

export interface ConvertOptions {
  readonly format: WrittenFormat;
  /** Take the running average instead of the weights. */
  readonly average: boolean;
  /** Store as float16. */
  readonly half: boolean;
  /** Fold the batch norms of an ONNX file. */
  readonly fold: boolean;
  readonly facts: Facts;
}

/** Files that were given together; the same number means the same files. */
export interface Selection {
  readonly number: number;
  readonly files: readonly File[];
}

export type Request =
  | { readonly kind: 'open'; readonly selection: Selection }
  | {
      readonly kind: 'convert';
      readonly selection: Selection;
      readonly options: ConvertOptions;
    };

/** What is being done. */
export type Phase = 'reading' | 'converting' | 'checking';

/** What a checkpoint holds, as data that pass from the worker to the page. */
export interface Report {
  readonly name: string;
  /** Files beside it. */
  readonly beside: readonly string[];
  /** Of all files. */
  readonly bytes: number;
  readonly format: Checkpoint['format'];
  readonly metadata: Checkpoint['metadata'];
  readonly hasAverage: boolean;
  readonly tensors: readonly {
    readonly key: string;
    readonly dtype: Dtype;
    readonly shape: readonly number[];
  }[];
  /** What the metadata say about the network. */
  readonly saved: RunFacts;
  readonly network:
    | (CheckpointDescription & {
        /** Keys that the network does not have. */
        readonly unexpected: readonly string[];
      })
    /** Why it is no MobileNeXt. */
    | { readonly problem: Problem };
}

/** How far a file is from its checkpoint, after it was read back as it was to be written. */
export type Proof = WrittenDifference & LogitsDifference;

/** A file to be saved. */
export interface Converted {
  readonly name: string;
  readonly blob: Blob;
  readonly proof: Proof;
  /** Keys of the checkpoint that the network does not have. */
  readonly leftOut: readonly string[];
}

export type Reply =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'converted'; readonly converted: Converted }
  | { readonly kind: 'failed'; readonly problem: Problem };
