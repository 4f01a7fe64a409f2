export { denseBackward, denseForward } from './dense';
export { depthwiseBackward, depthwiseForward } from './depthwise';
export { addLeadingChannels, chainOutput, chainOutputGradient } from './chain';
export { globalPool, globalPoolGradient } from './global-pool';
export { pointwiseBackward, pointwiseForward } from './pointwise';
export type * from './tensors';
