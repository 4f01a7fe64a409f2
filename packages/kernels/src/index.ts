export { compileKernels, instantiateKernels, type Kernels } from './instantiate.js';
export { bestInstructionSet, type InstructionSet, kernelBytes } from './kernel-bytes.js';
export type * from './options.js';
export { type PackDepthwiseOptions, packDepthwise } from './packing/pack-depthwise.js';
export {
  type PackPointwiseOptions,
  packPointwise,
  paddedChannels,
} from './packing/pack-pointwise.js';
export { CALL_BYTES, encodeProgram, type KernelCall } from './program.js';
export * as twins from './twins/index.js';
export {
  type BlendRow,
  blendTableBytes,
  type SgdRow,
  sgdTableBytes,
  writeBlendTable,
  writeSgdTable,
} from './update-table.js';
