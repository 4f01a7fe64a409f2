export { useWasm } from './use-wasm.js';
