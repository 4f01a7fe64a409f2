export { type CompileOptions, compile, type Model } from './compile.js';
export { RuntimeError } from './errors.js';
