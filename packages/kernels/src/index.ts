export { instantiateKernels, type Kernels } from './instantiate.js';
export { bestInstructionSet, type InstructionSet, kernelBytes } from './kernel-bytes.js';
export type * from './options.js';
export * as twins from './twins/index.js';
export {
  type BlendRow,
  blendTableBytes,
  type SgdRow,
  sgdTableBytes,
  writeBlendTable,
  writeSgdTable,
} from './update-table.js';
