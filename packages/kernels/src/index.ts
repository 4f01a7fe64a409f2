export {
  compileKernels,
  instantiateKernels,
  instantiateModule,
  type Kernels,
} from './instantiate.js';
export { bestInstructionSet, type InstructionSet, kernelBytes } from './kernel-bytes.js';
export { LINEAR_COLUMNS, MIN_SHORTCUT_COLUMNS } from './kernel-sizes.js';
export type * from './options.js';
export {
  type PackDepthwiseOptions,
  packDepthwise,
  packedDepthwiseLength,
} from './packing/pack-depthwise.js';
export {
  type PackPointwiseOptions,
  packedPointwiseLength,
  type PackingRoom,
  packingRoomBytes,
  packPointwise,
  paddedChannels,
} from './packing/pack-pointwise.js';
export {
  controlBytes,
  encodeJob,
  ENDED_WORD,
  endJobs,
  isAtWork,
  type Part,
  PHASE_WORD,
  startJob,
} from './phases.js';
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
