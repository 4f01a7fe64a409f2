// The arithmetic of the kernels in plain loops, to be read and to be compared with.
export * from './affine.js';
export * from './blend.js';
export * from './box-blur.js';
export * from './flip.js';
export * from './hue.js';
export * from './luma.js';
export * from './smooth.js';
export * from './tables.js';
