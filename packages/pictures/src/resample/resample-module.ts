import base64 from '../generated/resample.js';
import { lazyModule } from '../wasm/lazy-module.js';

/** What `assembly/resample/index.ts` exports; pointers, and sizes in bytes where they say so. */
interface ResampleFunctions {
  readonly verticalPass: (
    source: number,
    rowBytes: number,
    first: number,
    pairs: number,
    taps: number,
    stride: number,
    output: number,
    rows: number,
  ) => void;
}

export const resampleModule = lazyModule<ResampleFunctions>(base64);
