export { instantiateKernels, type Kernels } from './instantiate';
export { bestInstructionSet, type InstructionSet, kernelBytes } from './kernel-bytes';
export type * from './options';
export * as twins from './twins';
