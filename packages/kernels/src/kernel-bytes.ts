import relaxedSimd from './generated/relaxed-simd.js';
import simd from './generated/simd.js';

/**
 * `simd` is the 128-bit SIMD that every current engine has; `relaxed-simd` fuses multiply and add,
 * which is faster and rounds once instead of twice.
 */
export type InstructionSet = 'simd' | 'relaxed-simd';

const MODULES: Readonly<Record<InstructionSet, string>> = { simd, 'relaxed-simd': relaxedSimd };

/** The kernels as a WebAssembly module that imports `env.memory`. */
export function kernelBytes(
  instructionSet: InstructionSet = bestInstructionSet(),
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(MODULES[instructionSet]), (character) => character.charCodeAt(0));
}

/**
 * The fastest set that this engine runs. Node 22, Chrome 114 and Firefox 146 have relaxed SIMD;
 * Node 20 has it after `v8.setFlagsFromString('--experimental-wasm-relaxed-simd')`.
 */
export function bestInstructionSet(): InstructionSet {
  return WebAssembly.validate(kernelBytes('relaxed-simd')) ? 'relaxed-simd' : 'simd';
}
