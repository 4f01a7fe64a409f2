import text from '../generated/resample.js';
import { lazyModule, type PictureModule } from '../wasm/lazy-module.js';
import type { PackedTaps } from './pack-taps.js';

/** What `assembly/resample/index.ts` exports: pointers and numbers. */
interface ResampleFunctions {
  readonly horizontalPass: (...parameters: number[]) => void;
  readonly verticalPass: (...parameters: number[]) => void;
  readonly normalize: (...parameters: number[]) => void;
}

export type ResampleModule = PictureModule<ResampleFunctions>;

export const resampleModule = lazyModule<ResampleFunctions>(text);

/** How a pass finds its taps, which lie at `pointer`: first positions, pairs, taps, stride. */
export const tapParameters = (pointer: number, { length, stride }: PackedTaps) =>
  [pointer, pointer + 4 * length, pointer + 8 * length, stride] as const;
