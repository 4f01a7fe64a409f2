import parts from './generated/kernels.js';
import { moduleOfText } from './module-text.js';

/**
 * `simd` is the 128-bit SIMD that every current engine has; `relaxed-simd` fuses multiply and add,
 * which is faster and rounds once instead of twice.
 */
export type InstructionSet = 'simd' | 'relaxed-simd';

/** Which of a part's texts. */
const PLACES: Readonly<Record<InstructionSet, number>> = { simd: 0, 'relaxed-simd': 1 };

/**
 * The kernels as a WebAssembly module that imports `env.memory`.
 *
 * @throws RangeError for an instruction set that there is not
 */
export function kernelBytes(
  instructionSet: InstructionSet = bestInstructionSet(),
): Uint8Array<ArrayBuffer> {
  if (!Object.hasOwn(PLACES, instructionSet)) {
    const known = Object.keys(PLACES).join(' or ');
    throw new RangeError(`there are no kernels for '${String(instructionSet)}', only for ${known}`);
  }
  return moduleOfText(parts.map((texts) => texts[PLACES[instructionSet]]).join(''));
}

/**
 * The fastest set that this engine runs. Node 22, Chrome 114 and Firefox 146 have relaxed SIMD;
 * Node 20 has it after `v8.setFlagsFromString('--experimental-wasm-relaxed-simd')`.
 */
export function bestInstructionSet(): InstructionSet {
  return WebAssembly.validate(Uint8Array.from(RELAXED_PROBE)) ? 'relaxed-simd' : 'simd';
}

/** A module of one function without parameters, which multiplies and adds three vectors of zeros. */
const RELAXED_PROBE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // Types: () -> v128. Functions: one of that type.
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, 0x03, 0x02, 0x01, 0x00],
  // Code of 17 bytes without locals: three times i32.const 0, i8x16.splat.
  ...[0x0a, 0x13, 0x01, 0x11, 0x00],
  ...[0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f],
  // f32x4.relaxed_madd, end.
  ...[0xfd, 0x85, 0x02, 0x0b],
];
