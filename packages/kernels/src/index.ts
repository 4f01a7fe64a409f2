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
export { centerBox, type CropRule } from './resample/center-box.js';
export { cutBox } from './resample/cut-box.js';
export {
  type Arithmetic,
  type ChannelOrder,
  type Normalization,
  normalizationTable,
  normalize,
  normalizeInto,
  type Rgb,
} from './resample/normalize.js';
export { CHANNELS, type Picture, type PixelBox } from './resample/picture.js';
export {
  type Interpolation,
  type PassOrder,
  resample,
  type ResampleOptions,
} from './resample/resample.js';
export { roundHalfEven } from './resample/round-half-even.js';
export {
  type PictureSize,
  shortSideSize,
  type ShortSideRounding,
} from './resample/short-side-size.js';
export * as twins from './twins/index.js';
export {
  type BlendRow,
  blendTableBytes,
  type SgdRow,
  sgdTableBytes,
  writeBlendTable,
  writeSgdTable,
} from './update-table.js';
