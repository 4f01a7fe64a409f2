import type { StateEntry } from '@mobilenext/core';

/**
 * Executing layouts. Filters: dense [3,3,in,out], pointwise [1,1,in,out], depthwise [3,3,channels,1];
 * classifier [features, classes]. All but depthwise filters are the state_dict's with the first
 * axis moved to the end, so that output channels are neighbours in memory.
 */
export function executingShape({ role, shape }: StateEntry): readonly number[] {
  if (role === 'linearWeight') return [shape[1], shape[0]];
  if (role !== 'filter') return shape;
  const [outChannels, perFilter, height, width] = shape;
  return isDepthwise(shape)
    ? [height, width, outChannels, 1]
    : [height, width, perFilter, outChannels];
}

/** From PyTorch's layout to the executing one. */
export function toExecuting(entry: StateEntry, values: Float32Array): Float32Array {
  return permute(entry, values, (torch, executing) => [executing, torch]);
}

/** From the executing layout back to PyTorch's. */
export function toTorch(entry: StateEntry, values: Float32Array): Float32Array {
  return permute(entry, values, (torch, executing) => [torch, executing]);
}

function permute(
  { role, shape }: StateEntry,
  values: Float32Array,
  direction: (torch: number, executing: number) => readonly [to: number, from: number],
): Float32Array {
  if (role !== 'filter' && role !== 'linearWeight') return values;
  const [outer, inner, height = 1, width = 1] = shape;
  const result = new Float32Array(values.length);
  const taps = height * width;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      for (let tap = 0; tap < taps; tap++) {
        const [to, from] = direction((o * inner + i) * taps + tap, (tap * inner + i) * outer + o);
        result[to] = values[from];
      }
    }
  }
  return result;
}

/** So is a dense filter over one channel, as on grey pictures: its numbers lie in the same order. */
const isDepthwise = (shape: readonly number[]): boolean => shape[1] === 1 && shape[2] === 3;
