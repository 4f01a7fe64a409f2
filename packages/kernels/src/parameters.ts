import type { KernelOptions, ScratchSizes } from './options.js';

const LOAD = ['x', 'affine', 'relu6'] as const;
const FORWARD = [...LOAD, 'filter', 'y', 'mean', 'variance'] as const;
const BACKWARD = [
  ...LOAD,
  ...(['filter', 'dz', 'y', 'a', 'b', 'c', 'dFilter', 'dx'] as const),
  ...(['xInvStd', 'dBeta', 'dGamma'] as const),
] as const;
const POINTWISE = ['pixels', 'inChannels', 'outChannels', 'scratch'] as const;
const DEPTHWISE = ['batch', 'height', 'width', 'channels', 'stride', 'scratch'] as const;
const DENSE = [
  'batch',
  'height',
  'width',
  'inChannels',
  'outChannels',
  'stride',
  'scratch',
] as const;
const PIXELS = ['pixels', 'channels'] as const;

type Order<Options> = { readonly [Name in keyof Options]: readonly (keyof Options[Name])[] };

/** The order in which each exported function of assembly/index.ts takes its options. */
export const PARAMETERS = {
  pointwiseForward: [...FORWARD, ...POINTWISE],
  pointwiseBackward: [...BACKWARD, ...POINTWISE],
  depthwiseForward: [...FORWARD, ...DEPTHWISE],
  depthwiseBackward: [...BACKWARD, ...DEPTHWISE],
  denseForward: [...FORWARD, ...DENSE],
  denseBackward: [...BACKWARD, ...DENSE],
  chainOutput: [
    ...(['y', 'affine', 'relu6', 'identity', 'identityChannels', 'out'] as const),
    ...PIXELS,
  ],
  chainOutputGradient: [
    ...(['dOut', 'y', 'affine', 'relu6', 'invStd'] as const),
    ...(['dz', 'dBeta', 'dGamma'] as const),
    ...PIXELS,
    'scratch',
  ],
  peakMultiplyAdds: ['x', 'y', 'sums', 'iterations'],
  addLeadingChannels: ['to', 'from', 'leadingChannels', ...PIXELS],
  globalPool: ['x', 'out', 'batch', ...PIXELS],
  globalPoolGradient: ['dOut', 'dx', 'batch', ...PIXELS],
  packedPointwise: [
    'x',
    'xOffsets',
    'packed',
    'y',
    'yOffsets',
    'pixels',
    'inChannels',
    'outChannels',
  ],
  packedDepthwise: [
    ...(['x', 'xRow', 'packed', 'y', 'yRow'] as const),
    ...(['identity', 'identityRow', 'identityChannels'] as const),
    ...(['rows', 'columns', 'channels', 'pixelBytes', 'stride'] as const),
  ],
  packedLinear: ['x', 'packed', 'y', 'batch', 'inChannels', 'outChannels', 'from', 'to'],
  densePatches: [
    ...(['x', 'height', 'width', 'pixelBytes', 'patches'] as const),
    ...(['from', 'to', 'columns', 'stride'] as const),
  ],
  addShortcut: [
    ...(['y', 'yRow', 'yPixel', 'identity', 'identityRow', 'identityPixel'] as const),
    ...(['rows', 'columns', 'channels'] as const),
  ],
  moveBytes: ['from', 'to', 'bytes'],
  clearBytes: ['to', 'bytes'],
  packColumns: ['source', 'factors', 'target', 'rows', 'columns', 'width'],
  clearBorder: ['to', 'rows', 'rowBytes', 'pixelBytes'],
  runPhases: ['control', 'threads', 'thread', 'spins'],
  runProgram: ['program', 'calls'],
  sgdUpdate: ['table', 'rows', 'rate', 'momentum', 'nesterov', 'kept', 'share'],
  blend: ['table', 'rows'],
} as const satisfies Order<KernelOptions>;

/** The same for the functions named `<kernel>Scratch`. */
export const SCRATCH_PARAMETERS = {
  pointwiseForward: ['inChannels', 'outChannels'],
  pointwiseBackward: ['inChannels', 'outChannels'],
  depthwiseForward: ['width', 'channels'],
  depthwiseBackward: ['width', 'channels', 'stride'],
  denseForward: ['width', 'inChannels', 'outChannels', 'stride'],
  denseBackward: ['width', 'inChannels', 'outChannels', 'stride'],
  chainOutputGradient: ['channels'],
} as const satisfies Order<ScratchSizes>;
