export { peakMultiplyAdds } from './peak.js';
export { denseBackward, denseForward } from './dense.js';
export { depthwiseBackward, depthwiseForward } from './depthwise.js';
export { addLeadingChannels, chainOutput, chainOutputGradient } from './chain.js';
export { globalPool, globalPoolGradient } from './global-pool.js';
export {
  addShortcut,
  densePatches,
  packedDepthwise,
  packedLinear,
  packedPointwise,
} from './packed.js';
export { pointwiseBackward, pointwiseForward } from './pointwise.js';
export type * from './tensors.js';
export { blend, sgdUpdate } from './update.js';
