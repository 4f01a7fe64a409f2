import * as twins from './twins/index.js';

/** The loops over pixels. Inputs are never changed, results are new; sizes are trusted. */
export type Kernels = typeof twins;

export const kernels = (): Kernels => twins;
