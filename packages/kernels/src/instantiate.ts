import { type InstructionSet, bestInstructionSet, kernelBytes } from './kernel-bytes.js';
import type { KernelOptions, ScratchSizes } from './options.js';
import { forSharedMemory } from './shared-memory.js';
import { PARAMETERS, SCRATCH_PARAMETERS } from './parameters.js';

type KernelFunctions = {
  readonly [Name in keyof KernelOptions]: (options: KernelOptions[Name]) => void;
};

type ScratchFunctions = {
  readonly [Name in keyof ScratchSizes]: (sizes: ScratchSizes[Name]) => number;
};

/** The kernels on one memory. What each computes stands at its options. */
export interface Kernels extends KernelFunctions {
  /** The scratch that each kernel needs, in bytes; whoever calls owns all memory. */
  readonly scratchBytes: ScratchFunctions;
}

type WasmFunction = (...args: number[]) => number;

/**
 * Instantiates the kernels on `memory`, which may belong to another module: nothing is written but
 * what the options of a call name. Sizes and pointers are trusted.
 *
 * @example
 * const kernels = await instantiateKernels(memory);
 * const sizes = { pixels: 1024, inChannels: 16, outChannels: 96 };
 * kernels.scratchBytes.pointwiseForward(sizes); // bytes to set aside at `scratch`
 * kernels.pointwiseForward({ x, filter, y, mean, variance, scratch, ...sizes });
 *
 * @throws WebAssembly.CompileError where the instruction set is not supported
 */
export async function instantiateKernels(
  memory: WebAssembly.Memory,
  instructionSet: InstructionSet = bestInstructionSet(),
): Promise<Kernels> {
  return instantiateModule(await compileKernels(isShared(memory), instructionSet), memory);
}

/**
 * The kernels as a module; several threads instantiate one.
 *
 * @throws RangeError for an instruction set that there is not
 */
export async function compileKernels(
  sharedMemory: boolean,
  instructionSet: InstructionSet = bestInstructionSet(),
): Promise<WebAssembly.Module> {
  const bytes = kernelBytes(instructionSet);
  return await WebAssembly.compile(sharedMemory ? forSharedMemory(bytes) : bytes);
}

/** The kernels of a module on `memory`, which is shared if it was compiled for that. */
export async function instantiateModule(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const functions = instance.exports as Record<string, WasmFunction>;
  return {
    ...bindAll<KernelFunctions>(functions, PARAMETERS, ''),
    scratchBytes: bindAll<ScratchFunctions>(functions, SCRATCH_PARAMETERS, 'Scratch'),
  };
}

const isShared = ({ buffer }: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;

/** Turns functions of positional numbers into functions of an options record. */
function bindAll<Table>(
  functions: Record<string, WasmFunction>,
  parameters: { readonly [Name in keyof Table]: readonly string[] },
  suffix: string,
): Table {
  const calls = Object.entries<readonly string[]>(parameters).map(([name, order]) => {
    const run = functions[name + suffix];
    const call = (options: Readonly<Record<string, unknown>>) =>
      run(...order.map((field) => Number(options[field] ?? 0)));
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as Table;
}
