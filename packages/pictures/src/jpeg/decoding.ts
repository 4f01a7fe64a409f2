import type { PixelBox } from '../resample/picture.js';
import type { Frame } from './frame.js';
import type { Workspace } from './workspace.js';

/** A picture on its way. */
export interface Decoding {
  readonly bytes: Uint8Array;
  readonly frame: Frame;
  /** What is wanted of it. */
  readonly box: PixelBox;
  /** Whether the coefficients of the whole picture come before the first sample. */
  readonly keepsCoefficients: boolean;
  readonly workspace: Workspace;
  /** Numbers of the tables that were read. */
  readonly quantizations: Set<number>;
  readonly huffmanTables: Set<number>;
  /** MCUs between two restart markers, 0 for none. */
  restartInterval: number;
}
