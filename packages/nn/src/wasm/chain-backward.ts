import type { Kernels, Load, Pointer } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { ChainAttributes, ChainInputs } from '../chain/chain-kernel.js';
import { type Affine, affineOf } from './affine.js';
import type { Arena, Heap, Output } from './heap.js';
import { inverseDeviation, normBackward } from './norm-backward.js';
import { recomputeMaps } from './recompute-maps.js';
import { type UnitCall, unitCalls } from './unit-call.js';

/** A unit with all that the backward pass knows of it before it starts. */
interface Prepared {
  readonly call: UnitCall;
  readonly filter: Pointer;
  readonly weight: Pointer;
  readonly mean: Pointer;
  readonly inverse: Pointer;
  readonly affine: Affine;
  readonly relu6: boolean;
  readonly dWeight: Output;
  readonly dBias: Output;
}

/** The same with its raw output at hand. */
interface Step extends Prepared {
  readonly y: Pointer;
}

/**
 * Gradients of a chain; see chain-kernel.ts for what goes in and out. Letters: y raw output of a
 * convolution, z batch norm's output, dz its gradient.
 */
export function chainBackward(
  heap: Heap,
  kernels: Kernels,
  inputs: ChainInputs,
  attributes: ChainAttributes,
): tf.TensorInfo[] {
  const { chain, inputGradient } = attributes;
  return heap.withArena((arena) => {
    const calls = unitCalls(kernels, chain.units, inputs.x.shape);
    const dOutput = heap.pointerOf(inputs.dOutput);
    const x = heap.pointerOf(inputs.x);
    const prepared = calls.map((call, i) => prepare(heap, arena, inputs, call, i));
    const maps =
      attributes.save === 'maps'
        ? calls.map((_, i) => arena.take(inputs[`y.${i}`]))
        : recomputeMaps(arena, prepared, x);
    const steps = prepared.map((unit, i) => ({ ...unit, y: maps[i] }));

    let dx: Output | undefined;
    let dz = lastGradient(arena, kernels, steps[steps.length - 1], dOutput);
    const dFilters: tf.TensorInfo[] = [];
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i];
      const previous = i > 0 ? steps[i - 1] : undefined;
      const dFilter = arena.output(inputs[`filter.${i}`].shape, 'gradient of a filter');
      // A depthwise unit of stride 1 that comes first works in place, in the gradient of x.
      const isDx = inputGradient && (i === 0 || (i === 1 && worksInPlace(steps[0])));
      if (isDx) dx ??= arena.output(inputs.x.shape, `gradient of ${chain.name}`);
      const dInput = isDx ? dx?.pointer : previous && placeOfGradient(arena, step, previous);
      const scratch = arena.allocate(step.call.backwardScratchBytes, 'scratch of a gradient');
      step.call.backward({
        ...(previous ? loadOf(previous) : { x }),
        ...(previous ? reductionsOf(previous) : undefined),
        ...normBackward(heap, arena, { ...step, statistics: attributes.statistics }),
        filter: step.filter,
        dz,
        y: step.y,
        dFilter: dFilter.pointer,
        dx: dInput,
        scratch,
      });
      arena.free(scratch);
      if (dz !== dOutput) arena.free(dz);
      if (dInput !== step.y) arena.free(step.y);
      dFilters.unshift(dFilter.tensor);
      if (previous) dz = dInput as Pointer;
    }
    if (dx && chain.identityChannels > 0) {
      kernels.addLeadingChannels({
        to: dx.pointer,
        from: dOutput,
        leadingChannels: chain.identityChannels,
        pixels: calls[calls.length - 1].pixels,
        channels: chain.outChannels,
      });
    }
    const gradients = steps.flatMap((step, i) => [
      dFilters[i],
      step.dWeight.tensor,
      step.dBias.tensor,
    ]);
    return dx ? [...gradients, dx.tensor] : gradients;
  });
}

function prepare(
  heap: Heap,
  arena: Arena,
  inputs: ChainInputs,
  call: UnitCall,
  i: number,
): Prepared {
  const input = (name: string): Pointer => heap.pointerOf(inputs[`${name}.${i}`]);
  const { outChannels, activation, normKey } = call.unit;
  const norm = {
    weight: input('weight'),
    bias: input('bias'),
    mean: input('mean'),
    variance: input('variance'),
  };
  return {
    call,
    filter: input('filter'),
    weight: norm.weight,
    mean: norm.mean,
    inverse: inverseDeviation(heap, arena, norm.variance, outChannels),
    affine: affineOf(heap, arena, norm, outChannels),
    relu6: activation === 'relu6',
    dWeight: arena.output([outChannels], `gradient of ${normKey}.weight`),
    dBias: arena.output([outChannels], `gradient of ${normKey}.bias`),
  };
}

/** The gradient of the last unit's z, and the sums of its batch norm. */
function lastGradient(arena: Arena, kernels: Kernels, step: Step, dOutput: Pointer): Pointer {
  const { call, y, affine, relu6, inverse, dWeight, dBias } = step;
  const channels = call.unit.outChannels;
  const dz = relu6 ? allocateLike(arena, call) : undefined;
  const scratchBytes = kernels.scratchBytes.chainOutputGradient({ channels });
  const scratch = arena.allocate(scratchBytes, 'scratch of a gradient');
  kernels.chainOutputGradient({
    ...affine,
    dOut: dOutput,
    y,
    relu6,
    invStd: inverse,
    dz,
    dBeta: dBias.pointer,
    dGamma: dWeight.pointer,
    pixels: call.pixels,
    channels,
    scratch,
  });
  arena.free(scratch);
  return dz ?? dOutput;
}

/**
 * Where the gradient of a step's input goes. A depthwise unit of stride 1 works in place, over its own
 * raw output, which nothing reads after it and which is in the cache: to write elsewhere would fetch
 * from memory what is about to be overwritten.
 */
const placeOfGradient = (arena: Arena, step: Step, previous: Step): Pointer =>
  worksInPlace(step) ? step.y : allocateLike(arena, previous.call);

const worksInPlace = ({ call: { unit } }: Step): boolean =>
  unit.convolution === 'depthwise' && unit.stride === 1;

const allocateLike = (arena: Arena, { pixels, unit }: UnitCall): Pointer =>
  arena.allocate(4 * pixels * unit.outChannels, `gradient of ${unit.normKey}`);

const loadOf = ({ y, affine, relu6 }: Step): Load => ({ x: y, ...affine, relu6 });

/** Where the sums of the previous unit's batch norm go, gathered while its dz is written. */
const reductionsOf = ({ inverse, dWeight, dBias }: Step) => ({
  xInvStd: inverse,
  dBeta: dBias.pointer,
  dGamma: dWeight.pointer,
});
