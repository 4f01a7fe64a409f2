import type { Kernels, Load, Pointer } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { ChainAttributes, ChainInputs } from '../chain/chain-kernel.js';
import { type Affine, affineOf, biasOnly } from './affine.js';
import type { Arena, Heap, Output } from './heap.js';
import { type UnitCall, unitCalls } from './unit-call.js';

/** Runs a chain; see chain-kernel.ts for what goes in and out. */
export function chainForward(
  heap: Heap,
  kernels: Kernels,
  inputs: ChainInputs,
  attributes: ChainAttributes,
): tf.TensorInfo[] {
  const { chain } = attributes;
  const calls = unitCalls(kernels, chain.units, inputs.x.shape);
  const last = calls[calls.length - 1];
  return heap.withArena((arena) => {
    const x = heap.pointerOf(inputs.x);
    let load: Load = { x };
    const saved = calls.map((call, i) => {
      const done = runUnit({ heap, arena, inputs, attributes }, call, i, load);
      arena.free(load.x);
      load = done.load;
      return done.saved;
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
    const all = (name: keyof Saved) => saved.flatMap((unit) => unit[name]?.tensor ?? []);
    return [output.tensor, ...all('mean'), ...all('variance'), ...all('y')];
  });
}

interface Context {
  readonly heap: Heap;
  readonly arena: Arena;
  readonly inputs: ChainInputs;
  readonly attributes: ChainAttributes;
}

/** What outlives the call. */
interface Saved {
  readonly mean?: Output;
  readonly variance?: Output;
  readonly y?: Output;
}

interface UnitResult {
  /** How the next unit loads this one's output; the arena takes back what is not saved. */
  readonly load: Load;
  readonly saved: Saved;
}

function runUnit(context: Context, call: UnitCall, i: number, load: Load): UnitResult {
  const { heap, arena, inputs, attributes } = context;
  const { unit, outputShape, pixels, forwardScratchBytes } = call;
  const channels = unit.outChannels;
  const what = `output of ${unit.convolutionKey}`;
  const filter = heap.pointerOf(inputs[`filter.${i}`]);
  const scratch = arena.allocate(forwardScratchBytes, `scratch of ${unit.convolutionKey}`);

  const map = attributes.save === 'maps' ? arena.output(outputShape, what) : undefined;
  const y = map?.pointer ?? arena.allocate(4 * pixels * channels, what);
  const { norm, ...kept } = placesOfNorm(context, channels);
  const isBatch = attributes.statistics === 'batch';
  call.forward({ ...load, filter, y, ...(isBatch && norm), scratch });
  if (!isBatch && norm) copyRunning(context, i, channels, norm);
  arena.free(scratch);
  const affine = affineFor(context, i, channels, norm);
  return {
    load: { x: y, ...affine, relu6: unit.activation === 'relu6' },
    saved: { ...kept, y: map },
  };
}

interface Statistics {
  readonly mean: Pointer;
  readonly variance: Pointer;
}

/** Where a unit's statistics go: into tensors, for this call, or nowhere. */
function placesOfNorm(
  { arena, attributes }: Context,
  channels: number,
): { readonly norm?: Statistics; readonly mean?: Output; readonly variance?: Output } {
  if (attributes.save !== 'nothing') {
    const mean = arena.output([channels], 'mean of a batch norm');
    const variance = arena.output([channels], 'variance of a batch norm');
    return { norm: { mean: mean.pointer, variance: variance.pointer }, mean, variance };
  }
  if (attributes.statistics !== 'batch') return {};
  const allocate = (what: string): Pointer => arena.allocate(4 * channels, what);
  return { norm: { mean: allocate('mean of a batch'), variance: allocate('variance of a batch') } };
}

function copyRunning(context: Context, i: number, channels: number, to: Statistics): void {
  const { heap, inputs } = context;
  for (const name of ['mean', 'variance'] as const) {
    const running = heap.pointerOf(inputs[`${name}.${i}`]);
    heap.floats(to[name], channels).set(heap.floats(running, channels));
  }
}

/** `given`: the statistics of this call; without them the running ones. */
function affineFor(context: Context, i: number, channels: number, given?: Statistics): Affine {
  const { heap, arena, inputs, attributes } = context;
  const input = (name: string): Pointer => heap.pointerOf(inputs[`${name}.${i}`]);
  if (attributes.statistics === 'folded') return biasOnly(heap, arena, input('bias'), channels);
  const norm = {
    weight: input('weight'),
    bias: input('bias'),
    mean: given?.mean ?? input('mean'),
    variance: given?.variance ?? input('variance'),
  };
  return affineOf(heap, arena, norm, channels);
}
