import { instantiateKernels, twins, type KernelOptions, type Kernels } from '../src/index.js';
import { SCRATCH_PARAMETERS } from '../src/parameters.js';
import type { TwinOptions } from '../src/twins/tensors.js';
import { instructionSets } from './instruction-sets.js';

const memory = new WebAssembly.Memory({ initial: 64 });
const ready = Promise.all(instructionSets.map((set) => instantiateKernels(memory, set)));
/** Float32 rounds to 6e-8; sums of a few thousand products lose two digits of that at most. */
const RELATIVE = 5e-6;
/** Sums over all pixels, and of what: where they cancel, they are only as exact as their terms. */
const TERMS: Readonly<Record<string, readonly string[]>> = {
  mean: ['y'],
  dFilter: ['dz'],
  dBeta: ['dx', 'dOut'],
  dGamma: ['dx', 'dOut'],
};
const GUARD = 64;
const UNTOUCHED = 0xa5;

type Values = Readonly<Record<string, unknown>>;
type Call = (options: unknown) => void;

/** A tensor of a call, and where the kernels find it. */
interface Placed {
  readonly field: string;
  readonly values: Float32Array;
  readonly pointer: number;
}

/**
 * Runs a kernel, in every instruction set, and its twin on the same tensors. Gives the name of the
 * first tensor that they leave differently, `'guard'` if a kernel wrote outside its tensors, or
 * undefined.
 */
export async function disagreement<Name extends keyof KernelOptions & keyof typeof twins>(
  name: Name,
  options: TwinOptions<Name>,
): Promise<string | undefined> {
  const results = (await ready).map((kernels) => run(kernels, name, options as Values));
  const runTwin = twins[name] as Call;
  runTwin(options);
  for (const { placed, outputs, isGuardTouched } of results) {
    if (isGuardTouched) return 'guard';
    const termsOf = ({ field }: Placed): number =>
      Math.max(
        0,
        ...placed
          .filter((other) => TERMS[field]?.includes(other.field))
          .map(({ values }) => largestOf(values)),
      );
    const differing = placed.find((each, i) => !isClose(outputs[i], each.values, termsOf(each)));
    if (differing) return differing.field;
  }
  return undefined;
}

function run(kernels: Kernels, name: keyof KernelOptions, options: Values) {
  const allocate = allocator();
  const tables: [field: string, pointer: number][] = [];
  const placed = Object.entries(options).flatMap(([field, values]): Placed[] => {
    if (values instanceof Uint32Array) {
      const pointer = allocate(values.byteLength);
      new Uint32Array(memory.buffer, pointer, values.length).set(values);
      tables.push([field, pointer]);
    }
    if (!(values instanceof Float32Array)) return [];
    const pointer = allocate(values.byteLength);
    floats(pointer, values.length).set(values);
    return [{ field, values, pointer }];
  });
  const scratchBytes = scratchNeeded(kernels, name, options);
  const scratch = allocate(scratchBytes);
  const pointers = Object.fromEntries([
    ...tables,
    ...placed.map(({ field, pointer }) => [field, pointer] as const),
  ]);
  const call = kernels[name] as Call;
  call({ ...options, ...pointers, scratch });

  const ends = placed.map(({ pointer, values }) => pointer + values.byteLength);
  return {
    placed,
    outputs: placed.map(({ pointer, values }) => floats(pointer, values.length).slice()),
    isGuardTouched: [...ends, scratch + scratchBytes].some((end) => !isUntouched(end)),
  };
}

function scratchNeeded(kernels: Kernels, name: keyof KernelOptions, sizes: Values): number {
  if (!(name in SCRATCH_PARAMETERS)) return 0;
  const needed = kernels.scratchBytes[name as keyof Kernels['scratchBytes']];
  return (needed as (sizes: unknown) => number)(sizes);
}

/** Every buffer starts at an odd multiple of 8 bytes and ends at a guard. */
function allocator() {
  let top = 8;
  return (bytes: number) => {
    const pointer = top;
    top = Math.ceil((pointer + bytes + GUARD) / 16) * 16 + 8;
    if (top > memory.buffer.byteLength) throw new RangeError('the test needs a larger memory');
    new Uint8Array(memory.buffer, pointer, top - pointer).fill(UNTOUCHED);
    return pointer;
  };
}

function floats(pointer: number, length: number): Float32Array {
  return new Float32Array(memory.buffer, pointer, length);
}

function isUntouched(end: number): boolean {
  return new Uint8Array(memory.buffer, end, GUARD).every((byte) => byte === UNTOUCHED);
}

/** Whether the differences are small beside the largest value, or beside the terms of a sum. */
function isClose(actual: Float32Array, expected: Float32Array, terms: number): boolean {
  const largest = Math.max(largestOf(expected), terms, 1e-3);
  return actual.every(
    (value, i) => value === expected[i] || Math.abs(value - expected[i]) <= RELATIVE * largest,
  );
}

const largestOf = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
