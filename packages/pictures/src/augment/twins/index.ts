// The arithmetic of the kernels in plain loops: oracle of the tests, and what runs where there is no
// SIMD.
export * from './affine.js';
export * from './blend.js';
export * from './box-blur.js';
export * from './hue.js';
export * from './luma.js';
export * from './smooth.js';
export * from './tables.js';
