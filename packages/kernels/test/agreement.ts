import { instantiateKernels, twins, type KernelOptions } from '../src/index';
import { SCRATCH_PARAMETERS } from '../src/parameters';
import type { TwinOptions } from '../src/twins/tensors';

const memory = new WebAssembly.Memory({ initial: 512 });
const ready = instantiateKernels(memory);
/** Float32 rounds to 6e-8; sums of a few thousand products lose two digits of that at most. */
const RELATIVE = 5e-6;
const GUARD = 64;

type Values = Record<string, unknown>;

/**
 * Runs a kernel and its twin on the same tensors and gives the name of the first tensor that they
 * leave differently, `'guard'` if the kernel wrote outside its tensors, or undefined.
 * Every buffer ends at a guard, and starts at an odd multiple of 8 bytes.
 */
export async function disagreement<Name extends keyof KernelOptions>(
  name: Name,
  options: TwinOptions<Name>,
): Promise<string | undefined> {
  const kernels = await ready;
  const tensors = Object.entries(options as Values).filter(
    (entry): entry is [string, Float32Array] => entry[1] instanceof Float32Array,
  );
  new Uint8Array(memory.buffer).fill(0xa5);
  let top = 8;
  const allocate = (bytes: number) => {
    const pointer = top;
    top = Math.ceil((pointer + bytes + GUARD) / 16) * 16 + 8;
    if (top > memory.buffer.byteLength) throw new RangeError('the test needs a larger memory');
    return pointer;
  };
  const pointers = tensors.map(([field, values]): [string, number] => {
    const pointer = allocate(values.byteLength);
    new Float32Array(memory.buffer, pointer, values.length).set(values);
    return [field, pointer];
  });
  const scratch =
    name in SCRATCH_PARAMETERS ? scratchBytes(kernels.scratchBytes, name, options) : 0;
  const ends = tensors.map(([, values], i) => pointers[i][1] + values.byteLength);
  const call = {
    ...(options as Values),
    ...Object.fromEntries(pointers),
    scratch: allocate(scratch),
  };
  ends.push(call.scratch + scratch);

  const run = kernels[name] as (options: unknown) => void;
  const runTwin = twins[name] as (options: unknown) => void;
  run(call);
  runTwin(options);
  if (ends.some((end) => !isUntouched(end))) return 'guard';
  return tensors.find(([, expected], i) => {
    const actual = new Float32Array(memory.buffer, pointers[i][1], expected.length);
    return !isClose(actual, expected);
  })?.[0];
}

function scratchBytes(table: object, name: string, options: unknown): number {
  return (table as Record<string, (sizes: unknown) => number>)[name](options);
}

function isUntouched(end: number): boolean {
  return new Uint8Array(memory.buffer, end, GUARD).every((byte) => byte === 0xa5);
}

/** Whether the differences are small beside the largest value. */
function isClose(actual: Float32Array, expected: Float32Array): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return actual.every((value, i) => Math.abs(value - expected[i]) <= RELATIVE * largest);
}
