// What the module exports. Every pointer is a byte offset into the imported memory, every tensor
// float32 NHWC; the module has no data, globals or table, so that any memory will do.
export { peakMultiplyAdds } from './bench/peak';
export { addLeadingChannels, chainOutput } from './chain/output';
export { chainOutputGradient, chainOutputGradientScratch } from './chain/output-gradient';
export { denseBackward, denseBackwardScratch } from './dense/backward';
export { denseForward, denseForwardScratch } from './dense/forward';
export { depthwiseBackward, depthwiseBackwardScratch } from './depthwise/backward';
export { depthwiseForward, depthwiseForwardScratch } from './depthwise/forward';
export { addShortcut } from './packed/add-shortcut';
export { packedDepthwise } from './packed/depthwise';
export { packedLinear } from './packed/linear';
export { clearBorder, clearBytes, moveBytes } from './packed/move';
export { packColumns } from './packed/pack-columns';
export { densePatches } from './packed/patches';
export { packedPointwise } from './packed/pointwise';
export { globalPool, globalPoolGradient } from './pool/global-pool';
export { pointwiseBackward, pointwiseBackwardScratch } from './pointwise/backward';
export { pointwiseForward, pointwiseForwardScratch } from './pointwise/forward';
export { runPhases } from './program/run-phases';
export { runProgram } from './program/run-program';
export { blend } from './update/blend';
export { sgdUpdate } from './update/sgd';
