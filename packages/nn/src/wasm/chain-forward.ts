import type { Kernels, Load, Pointer } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { ChainAttributes, ChainInputs } from '../chain/chain-kernel.js';
import { type Affine, affineOf, biasOnly } from './affine.js';
import type { Arena, Heap } from './heap.js';
import { type UnitCall, unitCalls } from './unit-call.js';

/** Runs a chain; see chain-kernel.ts for what goes in and out. */
export function chainForward(
  heap: Heap,
  kernels: Kernels,
  inputs: ChainInputs,
  attributes: ChainAttributes,
): tf.TensorInfo[] {
  const { chain, save } = attributes;
  const calls = unitCalls(kernels, chain.units, inputs.x.shape);
  const last = calls[calls.length - 1];
  return heap.withArena((arena) => {
    const x = heap.pointerOf(inputs.x);
    const saved: tf.TensorInfo[] = [];
    let load: Load = { x };
    calls.forEach((call, i) => {
      const done = runUnit({ heap, arena, inputs, attributes }, call, i, load);
      if (save) saved.push(...done.saved);
      load = done.load;
    });
    const output = arena.output(last.outputShape, `output of ${chain.name}`);
    kernels.chainOutput({
      ...load,
      y: load.x,
      identity: chain.identityChannels > 0 ? x : undefined,
      identityChannels: chain.identityChannels,
      out: output.pointer,
      pixels: last.pixels,
      channels: chain.outChannels,
    });
    return [output.tensor, ...saved];
  });
}

interface Context {
  readonly heap: Heap;
  readonly arena: Arena;
  readonly inputs: ChainInputs;
  readonly attributes: ChainAttributes;
}

interface UnitResult {
  /** How the next unit loads this one's output. */
  readonly load: Load;
  /** y, mean, variance. */
  readonly saved: readonly tf.TensorInfo[];
}

function runUnit(context: Context, call: UnitCall, i: number, load: Load): UnitResult {
  const { heap, arena, inputs, attributes } = context;
  const { unit, outputShape, pixels, forwardScratchBytes } = call;
  const channels = unit.outChannels;
  const what = `output of ${unit.convolutionKey}`;
  const filter = heap.pointerOf(inputs[`filter.${i}`]);
  const scratch = arena.allocate(forwardScratchBytes, `scratch of ${unit.convolutionKey}`);

  if (!attributes.save) {
    const y = arena.allocate(4 * pixels * channels, what);
    const norm = attributes.statistics === 'batch' ? batchVectors(arena, channels) : undefined;
    call.forward({ ...load, filter, y, ...norm, scratch });
    arena.free(scratch);
    const affine = affineFor(context, i, channels, norm);
    return { load: { x: y, ...affine, relu6: unit.activation === 'relu6' }, saved: [] };
  }

  const y = arena.output(outputShape, what);
  const mean = arena.output([channels], what);
  const variance = arena.output([channels], what);
  const norm = { mean: mean.pointer, variance: variance.pointer };
  if (attributes.statistics === 'batch') {
    call.forward({ ...load, filter, y: y.pointer, ...norm, scratch });
  } else {
    call.forward({ ...load, filter, y: y.pointer, scratch });
    copyRunning(context, i, channels, norm);
  }
  arena.free(scratch);
  const affine = affineFor(context, i, channels, norm);
  return {
    load: { x: y.pointer, ...affine, relu6: unit.activation === 'relu6' },
    saved: [y.tensor, mean.tensor, variance.tensor],
  };
}

interface Statistics {
  readonly mean: Pointer;
  readonly variance: Pointer;
}

const batchVectors = (arena: Arena, channels: number): Statistics => ({
  mean: arena.allocate(4 * channels, 'mean of a batch'),
  variance: arena.allocate(4 * channels, 'variance of a batch'),
});

function copyRunning(context: Context, i: number, channels: number, to: Statistics): void {
  const { heap, inputs } = context;
  for (const name of ['mean', 'variance'] as const) {
    const running = heap.pointerOf(inputs[`${name}.${i}`]);
    heap.floats(to[name], channels).set(heap.floats(running, channels));
  }
}

/** `batch`: the statistics just gathered; without them the running ones. */
function affineFor(context: Context, i: number, channels: number, batch?: Statistics): Affine {
  const { heap, arena, inputs, attributes } = context;
  const input = (name: string): Pointer => heap.pointerOf(inputs[`${name}.${i}`]);
  if (attributes.statistics === 'folded') return biasOnly(heap, arena, input('bias'), channels);
  const norm = {
    weight: input('weight'),
    bias: input('bias'),
    mean: batch?.mean ?? input('mean'),
    variance: batch?.variance ?? input('variance'),
  };
  return affineOf(heap, arena, norm, channels);
}
