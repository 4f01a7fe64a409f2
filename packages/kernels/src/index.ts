export { instantiateKernels, kernelBytes, type Kernels } from './instantiate';
export type * from './options';
export * as twins from './twins';
