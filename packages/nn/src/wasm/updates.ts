import {
  blendTableBytes,
  type Kernels,
  sgdTableBytes,
  writeBlendTable,
  writeSgdTable,
} from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { BlendAttributes } from '../ops/blend.js';
import type { SgdAttributes } from '../ops/sgd-update.js';
import type { Heap } from './heap.js';

type Inputs = Readonly<Record<string, tf.TensorInfo | undefined>>;

/** All parameters in one call; see ops/sgd-update.ts for what goes in and out. */
export function sgdUpdateAll(
  heap: Heap,
  kernels: Kernels,
  inputs: Inputs,
  { decays, averageKept: kept = 0, ...coefficients }: SgdAttributes,
): tf.TensorInfo[] {
  return heap.withArena((arena) => {
    const parameters = tensorsNamed('parameter', inputs, decays.length);
    const table = arena.allocate(sgdTableBytes(decays.length), 'table of the update');
    const newParameters = parameters.map(({ shape }) => arena.output(shape, 'a parameter'));
    const newVelocities = parameters.map(({ shape }) => arena.output(shape, 'a velocity'));
    const averages = parameters.flatMap((_, i) => inputs[`average.${i}`] ?? []);
    const newAverages = averages.map(({ shape }) => arena.output(shape, 'an average'));
    const gradients = tensorsNamed('gradient', inputs, decays.length);
    const rows = parameters.map((parameter, i) => {
      const velocity = inputs[`velocity.${i}`];
      return {
        parameter: heap.pointerOf(parameter),
        gradient: heap.pointerOf(gradients[i]),
        velocity: velocity && heap.pointerOf(velocity),
        average: averages.length > 0 ? heap.pointerOf(averages[i]) : undefined,
        newParameter: newParameters[i].pointer,
        newVelocity: newVelocities[i].pointer,
        newAverage: newAverages[i]?.pointer,
        length: elements(parameter),
        decay: decays[i],
      };
    });
    writeSgdTable(heap.memory, table, rows);
    kernels.sgdUpdate({ table, rows: rows.length, ...coefficients, kept, share: 1 - kept });
    return [...newParameters, ...newVelocities, ...newAverages].map(({ tensor }) => tensor);
  });
}

/** All moving averages in one call; see ops/blend.ts. */
export function blendAll(
  heap: Heap,
  kernels: Kernels,
  inputs: Inputs,
  { kept, share }: BlendAttributes,
): tf.TensorInfo[] {
  return heap.withArena((arena) => {
    const olds = tensorsNamed('old', inputs, kept.length);
    const seen = tensorsNamed('seen', inputs, kept.length);
    const table = arena.allocate(blendTableBytes(kept.length), 'table of the averages');
    const outputs = olds.map(({ shape }) => arena.output(shape, 'a moving average'));
    const rows = olds.map((old, i) => ({
      old: heap.pointerOf(old),
      seen: heap.pointerOf(seen[i]),
      out: outputs[i].pointer,
      length: elements(old),
      kept: kept[i],
      share: share[i],
    }));
    writeBlendTable(heap.memory, table, rows);
    kernels.blend({ table, rows: rows.length });
    return outputs.map(({ tensor }) => tensor);
  });
}

const tensorsNamed = (name: string, inputs: Inputs, count: number): tf.TensorInfo[] =>
  Array.from({ length: count }, (_, i) => inputs[`${name}.${i}`] as tf.TensorInfo);

const elements = ({ shape }: tf.TensorInfo): number =>
  shape.reduce((product, side) => product * side, 1);
