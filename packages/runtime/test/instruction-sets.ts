import { setFlagsFromString } from 'node:v8';
import { kernelBytes, type InstructionSet } from '@mobilenext/kernels';

// Node 20 has relaxed SIMD behind a flag; later versions do not know the flag any more.
if (!isSupported('relaxed-simd')) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** The instruction sets that this engine runs; tests cover them all. */
export const instructionSets = (['simd', 'relaxed-simd'] as const).filter(isSupported);

function isSupported(instructionSet: InstructionSet): boolean {
  return WebAssembly.validate(kernelBytes(instructionSet));
}
